import * as z from 'zod'
import { id } from '#kernel/contract.ts'

/** What other modules and screens may know of command. */

export const DirectiveId = id('DirectiveId')
export type DirectiveId = z.infer<typeof DirectiveId>

export const ItemId = id('ItemId')
export type ItemId = z.infer<typeof ItemId>

/** Rule 5. `overdue` and `extended` are marks beside the state (level red, extended_count), not states. */
export const ItemState = z.enum([
  'drafted',
  'issued',
  'acknowledged',
  'in_progress',
  'claimed',
  'verified',
  'closed',
  'returned',
])
export type ItemState = z.infer<typeof ItemState>

/** Rule 7: blue nears its deadline, yellow missed a milestone or was returned, red is overdue. */
export const ItemLevel = z.enum(['none', 'blue', 'yellow', 'red'])
export type ItemLevel = z.infer<typeof ItemLevel>

export const EvidenceKind = z.enum(['photo', 'file', 'figure', 'text'])
export type EvidenceKind = z.infer<typeof EvidenceKind>
