// The keyset page of fifty, first due first: which index and which form of the query keep it short.
import type pg from 'pg'
import { type IndexSet, type PolicyForm, setIndexes, setPolicy } from './ground.ts'
import { beginInOneTrip, beginWithOneSetting, runScoped, type Scope } from './scope-transaction.ts'
import { scopes, type Viewer, viewers } from './scopes.ts'
import { summarise, type Times } from './stopwatch.ts'

interface Cursor {
  readonly dueAt: Date
  readonly id: string
}

const columns = 'id, title, state, unit_code, district_code, street_code, due_at'
const after = '(due_at, id) > ($1, $2)'
const order = 'order by due_at, id limit 50'

type PageForm = 'policy alone' | 'areas named' | 'areas named, prepared' | 'page per area'

const alone = `select ${columns} from rsb.item where ${after} ${order}`

/** One short ordered walk per area and column; `union` drops the row that two of them found. */
function perAreaText(): string {
  const walk = (column: string, codes: number) => `
    select near.* from unnest($${codes}::int[]) area(code) cross join lateral (
      select ${columns} from rsb.item where ${column} = area.code and ${after} ${order}) near`
  const walks = [walk('district_code', 3), walk('street_code', 4), walk('verifier_code', 3)]
  return `${walks.join(' union ')} ${order}`
}

/** Names only the lists that are held; one code is an equality, which an index can walk in order. */
function namedQuery(scope: Scope, start: readonly unknown[]): { text: string; values: unknown[] } {
  const values: unknown[] = [...start]
  const isAmong = (columns: readonly string[], codes: readonly number[]): string[] => {
    values.push(codes.length === 1 ? codes[0] : codes)
    const place = codes.length === 1 ? `$${values.length}` : `any($${values.length}::int[])`
    return columns.map((column) => `${column} = ${place}`)
  }
  const { districts, streets } = scope
  const held = [
    ...(districts.length > 0 ? isAmong(['district_code', 'verifier_code'], districts) : []),
    // Nobody asks for no street: `where false` would plan a scan of the table, and start its workers.
    ...(streets.length > 0 || districts.length === 0 ? isAmong(['street_code'], streets) : []),
  ]
  const named = held.join(' or ')
  return { text: `select ${columns} from rsb.item where (${named}) and ${after} ${order}`, values }
}

function pageQuery(form: PageForm, scope: Scope, cursor: Cursor): pg.QueryConfig {
  const start = [cursor.dueAt, cursor.id]
  if (form === 'policy alone' || scope.role !== 'scope') return { text: alone, values: start }
  if (form === 'page per area')
    return { text: perAreaText(), values: [...start, scope.districts, scope.streets] }
  const query = namedQuery(scope, start)
  const held = `rsb_page_${scope.districts.length}_${scope.streets.length}`
  return form === 'areas named' ? query : { ...query, name: held }
}

/** Half of the pages are the first one, half start anywhere in the list. */
async function drawCursors(owner: pg.Pool, count: number): Promise<Cursor[]> {
  const drawn = await owner.query<Cursor>(
    `select id, due_at as "dueAt" from rsb.item tablesample system (1) order by random() limit $1`,
    [count],
  )
  const first = { dueAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' }
  return drawn.rows.map((cursor, position) => (position % 2 === 0 ? first : cursor))
}

const patienceMs = 2_500
const tooSlow = '57014'

interface Try {
  readonly scope: Scope
  readonly form: PageForm
  readonly policy: PolicyForm
}

async function timePages(serve: pg.Pool, tried: Try, cursors: readonly Cursor[]): Promise<Times> {
  const begin = tried.policy === 'one setting' ? beginWithOneSetting : beginInOneTrip
  const { scope, form } = tried
  const times: number[] = []
  const started = performance.now()
  for (const cursor of cursors) {
    const left = performance.now()
    const page = pageQuery(form, scope, cursor)
    await runScoped(serve, { scope, mode: 'read only', begin }, (client) => client.query(page))
    times.push(performance.now() - left)
    // A hopeless form is known after a few pages.
    if (performance.now() - started > patienceMs && times.length >= 3) break
  }
  return summarise(times)
}

async function timeOrGiveUp(serve: pg.Pool, tried: Try, cursors: readonly Cursor[]) {
  try {
    return await timePages(serve, tried, cursors)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === tooSlow) return 'over 20 s'
    throw error
  }
}

const combinations: readonly [IndexSet, PolicyForm, PageForm][] = [
  ['due', 'lists', 'policy alone'],
  ['due', 'lists once', 'policy alone'],
  ['area', 'lists', 'policy alone'],
  ['area', 'lists once', 'areas named'],
  ['area, due', 'lists', 'policy alone'],
  ['area, due', 'one setting', 'policy alone'],
  ['area, due', 'lists once', 'policy alone'],
  ['area, due', 'lists', 'areas named'],
  ['area, due', 'lists', 'page per area'],
  ['area, due', 'lists once', 'page per area'],
  ['area, due', 'lists once', 'areas named, prepared'],
  // The form decided for comes last, and stands for the rest of the run.
  ['area, due', 'lists once', 'areas named'],
]

type Row = Record<Viewer, Times | string>

export async function measurePages(owner: pg.Pool, serve: pg.Pool): Promise<Record<string, Row>> {
  const cursors = await drawCursors(owner, 200)
  const figures: Record<string, Row> = {}
  let standing: IndexSet | undefined
  for (const [indexes, policy, form] of combinations) {
    if (indexes !== standing) await setIndexes(owner, indexes)
    standing = indexes
    await setPolicy(owner, policy)
    const row: Row = { street: '', busiest: '', widest: '', district: '', city: '', nobody: '' }
    for (const viewer of viewers) {
      row[viewer] = await timeOrGiveUp(serve, { scope: scopes[viewer], form, policy }, cursors)
    }
    figures[`index ${indexes} · policy ${policy} · ${form}`] = row
  }
  return figures
}
