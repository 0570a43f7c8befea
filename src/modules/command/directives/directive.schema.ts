import * as z from 'zod'
import { AccountId, UnitCode } from '#kernel/access/contract.ts'
import { endpoint, page, pageInput, timestamp } from '#kernel/contract.ts'
import { DirectiveId, EvidenceKind, ItemId, ItemLevel, ItemState } from '../contract.ts'

/** `order` of the headquarters, `meeting` decision, or an order from above (`superior`). */
export const DirectiveSeries = z.enum(['order', 'meeting', 'superior'])

export const DirectiveStatus = z.enum(['drafted', 'issued', 'completed', 'reported', 'withdrawn'])
export type DirectiveStatus = z.infer<typeof DirectiveStatus>

/** One order (指令). `number` is what people quote on the phone; it is never reused and has no gap (rule 3). */
export const Directive = z.object({
  id: DirectiveId,
  series: DirectiveSeries,
  number: z.string().nullable(),
  titleZh: z.string().trim().min(2).max(120),
  titleEn: z.string().trim().max(240),
  bodyZh: z.string().trim().min(1).max(5000),
  bodyEn: z.string().trim().max(10_000),
  /** Whose decision: the meeting and its day, or the authority above. */
  source: z.string().trim().min(1).max(200),
  status: DirectiveStatus,
  withdrawsId: DirectiveId.nullable(),
  issuerCode: UnitCode,
  districtCode: z.int(),
  streetCode: z.int().nullable(),
  audience: z.array(z.int()),
  draftedBy: AccountId,
  draftedAt: timestamp,
  issuedBy: AccountId.nullable(),
  issuedAt: timestamp.nullable(),
  completedAt: timestamp.nullable(),
  reportedAt: timestamp.nullable(),
  report: z.string().trim().min(1).max(5000).nullable(),
  version: z.int(),
})
export type Directive = z.infer<typeof Directive>

export const Receipt = z.object({
  directiveId: DirectiveId,
  unitCode: UnitCode,
  role: z.enum(['lead', 'copy', 'report']),
  districtCode: z.int(),
  streetCode: z.int().nullable(),
  issuerScope: z.int(),
  sentAt: timestamp,
  readAt: timestamp.nullable(),
  readBy: AccountId.nullable(),
})
export type Receipt = z.infer<typeof Receipt>

export interface DirectiveTables {
  'command.directive': Directive
  'command.receipt': Receipt
}

/** A task of a draft. What is still empty is refused at issue, not while writing (rule 4). */
export const DraftTask = z.object({
  titleZh: z.string().trim().min(2).max(120),
  titleEn: z.string().trim().max(240).default(''),
  deliverableZh: z.string().trim().max(2000).default(''),
  deliverableEn: z.string().trim().max(4000).default(''),
  evidence: EvidenceKind.nullable().default(null),
  leadUnitCode: UnitCode.nullable().default(null),
  verifierUnitCode: UnitCode.nullable().default(null),
  dueAt: timestamp.nullable().default(null),
  milestoneAt: timestamp.nullable().default(null),
  isUrgent: z.boolean().default(false),
})
export type DraftTask = z.output<typeof DraftTask>

const draft = {
  series: DirectiveSeries,
  titleZh: Directive.shape.titleZh,
  titleEn: Directive.shape.titleEn.default(''),
  bodyZh: Directive.shape.bodyZh,
  bodyEn: Directive.shape.bodyEn.default(''),
  source: Directive.shape.source,
  tasks: z.array(DraftTask).max(100),
}

const DirectiveRow = Directive.omit({
  audience: true,
  bodyZh: true,
  bodyEn: true,
  report: true,
}).extend({
  taskCount: z.int(),
  closedCount: z.int(),
  redCount: z.int(),
  acknowledgedCount: z.int(),
})
export type DirectiveRow = z.infer<typeof DirectiveRow>

const TaskRow = DraftTask.extend({
  id: ItemId,
  number: z.string().nullable(),
  position: z.int(),
  state: ItemState,
  level: ItemLevel,
  acknowledgedAt: timestamp.nullable(),
  closedAt: timestamp.nullable(),
})

export const DirectiveView = Directive.omit({ audience: true }).extend({
  tasks: z.array(TaskRow),
  receipts: z.array(Receipt.omit({ districtCode: true, streetCode: true, issuerScope: true })),
  withdrawsNumber: z.string().nullable(),
  withdrawnByNumber: z.string().nullable(),
  issuedByZh: z.string().nullable(),
  issuedByEn: z.string().nullable(),
  /** Median minutes from issue to acknowledgement; null while nobody has acknowledged (rule 9). */
  medianAcknowledgeMinutes: z.number().nullable(),
})
export type DirectiveView = z.infer<typeof DirectiveView>

const versioned = { id: DirectiveId, version: z.int() }
const done = z.object({
  id: DirectiveId,
  number: z.string().nullable(),
  status: DirectiveStatus,
  version: z.int(),
})

export const directives = {
  list: endpoint('GET', '/command/directives', {
    permission: 'command.directive.read',
    input: z.object({ status: DirectiveStatus.optional(), ...pageInput }),
    output: page(DirectiveRow),
  }),
  get: endpoint('GET', '/command/directives/:id', {
    permission: 'command.directive.read',
    input: z.object({ id: DirectiveId }),
    output: DirectiveView,
  }),
  draft: endpoint('POST', '/command/directives', {
    permission: 'command.directive.draft',
    input: z.object(draft),
    output: done,
  }),
  revise: endpoint('PUT', '/command/directives/:id', {
    permission: 'command.directive.draft',
    input: z.object({ ...draft, ...versioned }),
    output: done,
  }),
  issue: endpoint('POST', '/command/directives/:id/issue', {
    permission: 'command.directive.issue',
    input: z.object(versioned),
    output: done,
  }),
  withdraw: endpoint('POST', '/command/directives/:id/withdrawal', {
    permission: 'command.directive.withdraw',
    input: z.object({ ...versioned, reason: z.string().trim().min(4).max(2000) }),
    output: done,
  }),
  report: endpoint('POST', '/command/directives/:id/report', {
    permission: 'command.directive.report',
    input: z.object({ ...versioned, text: z.string().trim().min(1).max(5000) }),
    output: done,
  }),
  confirmReading: endpoint('POST', '/command/directives/:id/reading', {
    permission: 'command.directive.read',
    input: z.object({ id: DirectiveId }),
    output: z.object({ id: DirectiveId }),
  }),
}
