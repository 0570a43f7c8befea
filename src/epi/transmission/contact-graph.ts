import { requireFinite } from '../distributions/probability.ts'

export type InfectiousContact = { readonly from: string; readonly to: string }

export type ContactGraph = {
  readonly contacts: number
  readonly people: number
  /** Sizes of the connected parts, largest first. */
  readonly componentSizes: readonly number[]
  /** People with infectees and no known infector, in order of first mention. */
  readonly roots: readonly string[]
  readonly withSeveralInfectors: readonly string[]
  /** People at each shortest distance from a root; people only in circles have no generation. */
  readonly generationCounts: readonly number[]
  readonly withoutGeneration: number
  readonly offspring: ReadonlyMap<string, number>
  /** Those who infected most, most first; equal ones in order of first mention. */
  readonly spreaders: readonly { readonly id: string; readonly infected: number }[]
}

type Links = {
  readonly ids: readonly string[]
  readonly infectees: ReadonlyMap<string, readonly string[]>
  readonly infectors: ReadonlyMap<string, readonly string[]>
}

/** Summaries of who infected whom: parts, roots, generations, spreaders. A pair named twice counts once. */
export function summariseContacts(contacts: readonly InfectiousContact[]): ContactGraph {
  const links = linkPeople(contacts)
  const roots = links.ids.filter((id) => listOf(links.infectors, id).length === 0)
  const generations = walkGenerations(links, roots)
  const offspring = new Map(links.ids.map((id) => [id, listOf(links.infectees, id).length]))
  return {
    contacts: contacts.length,
    people: links.ids.length,
    componentSizes: measureComponents(links),
    roots,
    withSeveralInfectors: links.ids.filter((id) => listOf(links.infectors, id).length > 1),
    generationCounts: generations,
    withoutGeneration: links.ids.length - generations.reduce((sum, count) => sum + count, 0),
    offspring,
    spreaders: [...offspring]
      .filter(([, infected]) => infected > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([id, infected]) => ({ id, infected })),
  }
}

/** Offspring counts of a line list: everybody listed counts, also who infected nobody; rows are counted as given. */
export function countOffspring(
  contacts: readonly InfectiousContact[],
  listed: readonly string[],
): number[] {
  const counts = new Map<string, number>()
  for (const { from } of contacts) counts.set(from, (counts.get(from) ?? 0) + 1)
  return listed.map((id) => counts.get(id) ?? 0)
}

/** Onset of the infectee minus onset of the infector, per contact; null where an onset is unknown. */
export function measureSerialIntervals(
  contacts: readonly InfectiousContact[],
  onsetDays: ReadonlyMap<string, number>,
): (number | null)[] {
  return contacts.map(({ from, to }) => {
    const first = onsetDays.get(from)
    const second = onsetDays.get(to)
    if (first === undefined || second === undefined) return null
    return requireFinite(`onset of ${to}`, second) - requireFinite(`onset of ${from}`, first)
  })
}

function listOf(map: ReadonlyMap<string, readonly string[]>, id: string): readonly string[] {
  return map.get(id) ?? []
}

function linkPeople(contacts: readonly InfectiousContact[]): Links {
  const infectees = new Map<string, Set<string>>()
  const infectors = new Map<string, Set<string>>()
  for (const { from, to } of contacts) {
    for (const id of [from, to]) {
      if (!infectees.has(id)) infectees.set(id, new Set())
      if (!infectors.has(id)) infectors.set(id, new Set())
    }
    infectees.get(from)?.add(to)
    infectors.get(to)?.add(from)
  }
  return {
    ids: [...infectees.keys()],
    infectees: new Map([...infectees].map(([id, set]) => [id, [...set]])),
    infectors: new Map([...infectors].map(([id, set]) => [id, [...set]])),
  }
}

function measureComponents(links: Links): number[] {
  const seen = new Set<string>()
  const sizes: number[] = []
  for (const start of links.ids) {
    const queue = takeUnseen([start], seen)
    for (const id of queue) {
      const linked = [...listOf(links.infectees, id), ...listOf(links.infectors, id)]
      for (const next of takeUnseen(linked, seen)) queue.push(next)
    }
    if (queue.length > 0) sizes.push(queue.length)
  }
  return sizes.sort((a, b) => b - a)
}

function walkGenerations(links: Links, roots: readonly string[]): number[] {
  const seen = new Set<string>()
  const counts: number[] = []
  let front = takeUnseen(roots, seen)
  while (front.length > 0) {
    counts.push(front.length)
    front = front.flatMap((id) => takeUnseen(listOf(links.infectees, id), seen))
  }
  return counts
}

/** Those not met before, now marked as met. */
function takeUnseen(ids: readonly string[], seen: Set<string>): string[] {
  const fresh: string[] = []
  for (const id of ids) {
    if (seen.has(id)) continue
    seen.add(id)
    fresh.push(id)
  }
  return fresh
}
