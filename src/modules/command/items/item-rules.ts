import type { Actor } from '#kernel/access/actor.ts'
import type { UnitTree } from '#kernel/access/unit-tree.ts'
import { Refused } from '#kernel/errors.ts'
import type { TextKey } from '#kernel/i18n/texts.ts'
import type { ItemState } from '../contract.ts'
import { type Item, ItemAct, type ItemActAnswer } from './item.schema.ts'

/** States in which the clock runs for the lead unit. */
export const workingStates = [
  'issued',
  'acknowledged',
  'in_progress',
  'returned',
] as const satisfies ItemState[]

/** Rule 5: from which state an act is possible, and where it leads. No other transition exists. */
export const transitions = {
  acknowledge: { from: ['issued'], to: 'acknowledged' },
  progress: { from: ['acknowledged', 'in_progress', 'returned'], to: 'in_progress' },
  add_evidence: { from: ['acknowledged', 'in_progress', 'returned'], to: null },
  claim: { from: ['in_progress'], to: 'claimed' },
  verify: { from: ['claimed'], to: 'verified' },
  return: { from: ['claimed'], to: 'returned' },
  close: { from: ['verified'], to: 'closed' },
  request_extension: { from: workingStates, to: null },
  extend: { from: workingStates, to: null },
  offer_transfer: { from: workingStates, to: null },
  accept_transfer: { from: workingStates, to: 'issued' },
  decline_transfer: { from: workingStates, to: null },
  comment: {
    from: ['issued', 'acknowledged', 'in_progress', 'claimed', 'verified', 'closed', 'returned'],
    to: null,
  },
} as const satisfies Record<ItemAct, { from: readonly ItemState[]; to: ItemState | null }>

/** The one act that the work is waiting for. */
export const nextAct: Readonly<Record<ItemState, ItemAct | null>> = {
  drafted: null,
  issued: 'acknowledge',
  acknowledged: 'progress',
  in_progress: 'claim',
  claimed: 'verify',
  verified: 'close',
  closed: null,
  returned: 'progress',
}

const byLead: readonly ItemAct[] = [
  'acknowledge',
  'progress',
  'add_evidence',
  'claim',
  'request_extension',
  'offer_transfer',
]
const byReceiver: readonly ItemAct[] = ['accept_transfer', 'decline_transfer']
const byIssuer: readonly ItemAct[] = ['close', 'extend']

interface Refusal {
  readonly code: TextKey
  readonly params: Record<string, string>
}

/** Why this reader may not do an act on this item now; null when it is possible. */
function refusalOf(
  item: Item,
  act: ItemAct,
  reader: { actor: Actor; units: UnitTree },
): Refusal | null {
  const from: readonly ItemState[] = transitions[act].from
  if (!from.includes(item.state)) {
    return { code: 'command.item.wrong_state', params: { state: item.state, act } }
  }
  return refusalByUnit(item, act, reader) ?? refusalByContent(item, act, reader)
}

function refusalByUnit(item: Item, act: ItemAct, { actor }: { actor: Actor }): Refusal | null {
  if (byLead.includes(act) && actor.unitCode !== item.leadUnitCode) {
    return { code: 'command.item.lead_only', params: { unit: item.leadUnitCode ?? '' } }
  }
  if (byReceiver.includes(act) && actor.unitCode !== item.transferTo) {
    return { code: 'command.item.receiver_only', params: { unit: item.transferTo ?? '' } }
  }
  if (byIssuer.includes(act) && !isIssuerSide(item, actor)) {
    return { code: 'command.item.issuer_only', params: { unit: item.issuerUnitCode } }
  }
  if (act === 'verify' || act === 'return') return refusalToVerify(item, actor)
  return null
}

// Whoever stands for the issuing unit: its own people, or the headquarters' city-wide posts; never the
// unit that does the work.
function isIssuerSide(item: Item, actor: Actor): boolean {
  if (actor.unitCode === item.leadUnitCode) return false
  return actor.unitCode === item.issuerUnitCode || actor.scope.kind === 'city'
}

/** Rule 6: another unit than the one that worked, and another person. */
function refusalToVerify(item: Item, actor: Actor): Refusal | null {
  const worked = [item.leadUnitCode, ...item.workedBy]
  if (worked.includes(actor.unitCode) || worked.includes(actor.accountId)) {
    return { code: 'command.item.own_work', params: {} }
  }
  const isNamed = actor.unitCode === item.verifierUnitCode
  if (!isNamed && !isIssuerSide(item, actor)) {
    return {
      code: 'command.item.verifier_only',
      params: { unit: item.verifierUnitCode ?? item.issuerUnitCode },
    }
  }
  return null
}

function refusalByContent(
  item: Item,
  act: ItemAct,
  { units }: { units: UnitTree },
): Refusal | null {
  const needsEvidence = act === 'claim' || act === 'verify'
  if (needsEvidence && item.evidenceCount === 0) {
    return { code: 'command.item.evidence_missing', params: { evidence: item.evidence ?? '' } }
  }
  if (act === 'offer_transfer' && item.transferTo) {
    return { code: 'command.item.transfer_pending', params: { unit: item.transferTo } }
  }
  if (act === 'accept_transfer' && units.find(item.transferTo ?? '')?.closedAt) {
    return { code: 'command.item.unit_closed', params: { unit: item.transferTo ?? '' } }
  }
  return null
}

/** Every act with its answer, for the buttons of one reader. */
export function actsOn(item: Item, reader: { actor: Actor; units: UnitTree }): ItemActAnswer[] {
  return ItemAct.options.map((act) => {
    const refusal = refusalOf(item, act, reader)
    return {
      act,
      isPossible: refusal === null,
      why: refusal?.code ?? null,
      params: refusal?.params ?? {},
    }
  })
}

/** Throws what `refusalOf` finds. */
export function requireAct(
  item: Item,
  act: ItemAct,
  reader: { actor: Actor; units: UnitTree },
): void {
  const refusal = refusalOf(item, act, reader)
  if (refusal) throw new Refused(refusal.code, refusal.params)
}
