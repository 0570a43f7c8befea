import * as z from 'zod'
import { UnitCode } from '#kernel/access/contract.ts'
import {
  endpoint,
  FileAnswer,
  FileContent,
  listOf,
  page,
  pageInput,
  timestamp,
} from '#kernel/contract.ts'
import { DirectiveId, ItemId, ItemLevel, ItemState } from '../contract.ts'
import { EvidenceId, ItemRow, ItemView } from './item.schema.ts'

/** Whose items: of the own unit, of the own area, to verify, issued by the own unit, offered to it. */
export const ItemListView = z.enum(['mine', 'area', 'verify', 'issued', 'offered'])

const itemFilter = {
  view: ItemListView.default('area'),
  status: z.enum(['open', 'closed', 'all']).default('open'),
  state: listOf(ItemState).optional(),
  level: listOf(ItemLevel).optional(),
  unanswered: z.enum(['yes']).optional(),
  directiveId: DirectiveId.optional(),
  unit: UnitCode.optional(),
  search: z.string().trim().max(80).optional(),
}

export const ItemFilter = z.object(itemFilter)

const versioned = { id: ItemId, version: z.int() }
const note = z.string().trim().min(1).max(2000)
const done = z.object({ id: ItemId, version: z.int(), state: ItemState })

export const items = {
  list: endpoint('GET', '/command/items', {
    permission: 'command.item.read',
    input: z.object({ ...itemFilter, ...pageInput }),
    output: page(ItemRow),
  }),
  counts: endpoint('GET', '/command/item-counts', {
    permission: 'command.item.read',
    input: ItemFilter,
    output: z.object({
      open: z.int(),
      unanswered: z.int(),
      blue: z.int(),
      yellow: z.int(),
      red: z.int(),
      claimed: z.int(),
      closed: z.int(),
    }),
  }),
  get: endpoint('GET', '/command/items/:id', {
    permission: 'command.item.read',
    input: z.object({ id: ItemId }),
    output: ItemView,
  }),
  acknowledge: endpoint('POST', '/command/items/:id/acknowledgement', {
    permission: 'command.item.acknowledge',
    input: z.object(versioned),
    output: done,
  }),
  progress: endpoint('POST', '/command/items/:id/progress', {
    permission: 'command.item.progress',
    input: z.object({ ...versioned, text: note, meetsMilestone: z.boolean().default(false) }),
    output: done,
  }),
  addFile: endpoint('POST', '/command/items/:id/files', {
    permission: 'command.item.add_evidence',
    body: 'bytes',
    input: z.object({
      id: ItemId,
      kind: z.enum(['photo', 'file']),
      name: z.string().trim().min(1).max(200),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      content: FileContent,
    }),
    output: done.extend({ evidenceId: EvidenceId }),
  }),
  addStatement: endpoint('POST', '/command/items/:id/statements', {
    permission: 'command.item.add_evidence',
    input: z.discriminatedUnion('kind', [
      z.object({
        id: ItemId,
        kind: z.literal('figure'),
        name: z.string().trim().min(1).max(200),
        figure: z.number(),
        figureUnit: z.string().trim().min(1).max(40),
      }),
      z.object({
        id: ItemId,
        kind: z.literal('text'),
        name: z.string().trim().min(1).max(200),
        text: z.string().trim().min(1).max(5000),
      }),
    ]),
    output: done.extend({ evidenceId: EvidenceId }),
  }),
  file: endpoint('GET', '/command/items/:id/files/:evidenceId', {
    permission: 'command.item.read',
    answer: 'bytes',
    input: z.object({ id: ItemId, evidenceId: EvidenceId }),
    output: FileAnswer,
  }),
  claim: endpoint('POST', '/command/items/:id/claim', {
    permission: 'command.item.claim',
    input: z.object({ ...versioned, text: note }),
    output: done,
  }),
  verify: endpoint('POST', '/command/items/:id/verification', {
    permission: 'command.item.verify',
    input: z.object({ ...versioned, text: note }),
    output: done,
  }),
  return: endpoint('POST', '/command/items/:id/return', {
    permission: 'command.item.return',
    input: z.object({ ...versioned, text: note }),
    output: done,
  }),
  close: endpoint('POST', '/command/items/:id/closure', {
    permission: 'command.item.close',
    input: z.object(versioned),
    output: done,
  }),
  requestExtension: endpoint('POST', '/command/items/:id/extension-request', {
    permission: 'command.item.request_extension',
    input: z.object({ ...versioned, until: timestamp, text: note }),
    output: done,
  }),
  extend: endpoint('POST', '/command/items/:id/extension', {
    permission: 'command.item.extend',
    input: z.object({ ...versioned, until: timestamp, text: note }),
    output: done,
  }),
  offerTransfer: endpoint('POST', '/command/items/:id/transfer', {
    permission: 'command.item.offer_transfer',
    input: z.object({ ...versioned, unit: UnitCode, text: note }),
    output: done,
  }),
  acceptTransfer: endpoint('POST', '/command/items/:id/transfer/acceptance', {
    permission: 'command.item.accept_transfer',
    input: z.object(versioned),
    output: done,
  }),
  declineTransfer: endpoint('POST', '/command/items/:id/transfer/refusal', {
    permission: 'command.item.decline_transfer',
    input: z.object({ ...versioned, text: note }),
    output: done,
  }),
  comment: endpoint('POST', '/command/items/:id/comments', {
    permission: 'command.item.comment',
    input: z.object({ id: ItemId, text: note }),
    output: done,
  }),
}
