import * as z from 'zod'
import { AccountId, UnitCode } from '#kernel/access/contract.ts'
import { FileContent, id, timestamp } from '#kernel/contract.ts'
import { DirectiveId, EvidenceKind, ItemId, ItemLevel, ItemState } from '../contract.ts'

export const ItemKind = z.enum(['directive', 'standing_check'])
export type ItemKind = z.infer<typeof ItemKind>

const ItemOutcome = z.enum(['verified', 'withdrawn', 'met'])

/** The policy behind a clock: shown beside it, legal and local told apart. */
const ClockBasis = z.object({
  setCode: z.string(),
  orderNumber: z.string(),
  issuerZh: z.string(),
  issuerEn: z.string(),
  status: z.enum(['legal', 'local', 'proposed']),
  rule: z.int().nullable(),
})

/** One obligation (事项). `number` is what people quote on the phone. */
export const Item = z.object({
  id: ItemId,
  number: z.string().nullable(),
  kind: ItemKind,
  subjectId: z.string().nullable(),
  directiveId: DirectiveId.nullable(),
  position: z.int().min(1).max(200),
  titleZh: z.string().trim().min(2).max(120),
  titleEn: z.string().trim().max(240),
  deliverableZh: z.string().trim().max(2000),
  deliverableEn: z.string().trim().max(4000),
  evidence: EvidenceKind.nullable(),
  leadUnitCode: UnitCode.nullable(),
  verifierUnitCode: UnitCode.nullable(),
  issuerUnitCode: UnitCode,
  districtCode: z.int(),
  streetCode: z.int().nullable(),
  alsoCodes: z.array(z.int()),
  state: ItemState,
  outcome: ItemOutcome.nullable(),
  level: ItemLevel,
  isUrgent: z.boolean(),
  issuedAt: timestamp.nullable(),
  dueAt: timestamp.nullable(),
  milestoneAt: timestamp.nullable(),
  milestoneMetAt: timestamp.nullable(),
  acknowledgeBy: timestamp.nullable(),
  acknowledgedAt: timestamp.nullable(),
  isUnanswered: z.boolean(),
  claimedAt: timestamp.nullable(),
  closedAt: timestamp.nullable(),
  extendedCount: z.int(),
  extensionAsked: timestamp.nullable(),
  returnedCount: z.int(),
  transferTo: UnitCode.nullable(),
  evidenceCount: z.int(),
  workedBy: z.array(z.string()),
  basis: ClockBasis.nullable(),
  eventAt: timestamp,
  version: z.int(),
})
export type Item = z.infer<typeof Item>

export const ItemEventId = id('ItemEventId')

export const ItemEvent = z.object({
  id: ItemEventId,
  itemId: ItemId,
  at: timestamp,
  accountId: AccountId.nullable(),
  post: z.string().nullable(),
  unitCode: UnitCode.nullable(),
  act: z.string(),
  fromState: ItemState.nullable(),
  toState: ItemState.nullable(),
  text: z.string().nullable(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  districtCode: z.int(),
  streetCode: z.int().nullable(),
  alsoCodes: z.array(z.int()),
})
export type ItemEvent = z.infer<typeof ItemEvent>

export const EvidenceId = id('EvidenceId')

export const Evidence = z.object({
  id: EvidenceId,
  itemId: ItemId,
  kind: EvidenceKind,
  name: z.string().trim().min(1).max(200),
  mediaType: z.string().nullable(),
  sizeBytes: z.int().nullable(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  figure: z.number().nullable(),
  figureUnit: z.string().trim().max(40).nullable(),
  text: z.string().trim().min(1).max(5000).nullable(),
  content: FileContent.nullable(),
  addedBy: AccountId,
  unitCode: UnitCode,
  addedAt: timestamp,
  districtCode: z.int(),
  streetCode: z.int().nullable(),
  alsoCodes: z.array(z.int()),
})
export type Evidence = z.infer<typeof Evidence>

export interface ItemTables {
  'command.item': Item
  'command.itemEvent': ItemEvent
  'command.evidence': Evidence
}

/** What somebody may do with an item; the order is the order of the work. */
export const ItemAct = z.enum([
  'acknowledge',
  'progress',
  'add_evidence',
  'claim',
  'verify',
  'return',
  'close',
  'request_extension',
  'extend',
  'offer_transfer',
  'accept_transfer',
  'decline_transfer',
  'comment',
])
export type ItemAct = z.infer<typeof ItemAct>

/** Whether this reader may do an act now, and if not, why: the screen shows it on the button. */
export const ItemActAnswer = z.object({
  act: ItemAct,
  isPossible: z.boolean(),
  why: z.string().nullable(),
  params: z.record(z.string(), z.string()),
})
export type ItemActAnswer = z.infer<typeof ItemActAnswer>

const Person = z.object({
  accountId: AccountId,
  nameZh: z.string(),
  nameEn: z.string(),
  phone: z.string().nullable(),
})

export const ItemRow = Item.omit({
  alsoCodes: true,
  workedBy: true,
  subjectId: true,
  position: true,
}).extend({
  directiveNumber: z.string().nullable(),
})
export type ItemRow = z.infer<typeof ItemRow>

export const ItemView = ItemRow.extend({
  directiveTitleZh: z.string().nullable(),
  directiveTitleEn: z.string().nullable(),
  nextAct: ItemAct.nullable(),
  acts: z.array(ItemActAnswer),
  /** The levels that were copied between issuer and lead; the order itself took one hop (rule 9). */
  copied: z.array(UnitCode),
  evidenceList: z.array(
    Evidence.omit({ content: true, alsoCodes: true, districtCode: true, streetCode: true }),
  ),
  timeline: z.array(
    ItemEvent.omit({ alsoCodes: true, districtCode: true, streetCode: true }).extend({
      nameZh: z.string().nullable(),
      nameEn: z.string().nullable(),
    }),
  ),
  leadPeople: z.array(Person),
})
export type ItemView = z.infer<typeof ItemView>
