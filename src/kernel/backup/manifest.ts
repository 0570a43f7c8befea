import * as z from 'zod'
import { ExportedCheckpoint } from '../ledger/ledger.schema.ts'

/** The form of the file. A program refuses a higher one and reads every lower one. */
export const formatVersion = 1

const count = z.int().min(0)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A stretch of the file. */
export const Piece = z.object({ offset: count, bytes: count })
export type Piece = z.infer<typeof Piece>

const BackedUpTable = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: count,
  /** Over the uncompressed text that COPY gave. */
  sha256,
  piece: Piece,
})
export type BackedUpTable = z.infer<typeof BackedUpTable>

/** What a backup says of itself: enough to check it, and to build the database it was taken from. */
export const Manifest = z.object({
  id: z.uuid(),
  format: z.literal(formatVersion),
  product: z.string(),
  postgres: z.string(),
  createdAt: z.iso.datetime(),
  installation: z
    .object({ id: z.string(), kind: z.string(), nameZh: z.string(), nameEn: z.string() })
    .nullable(),
  migrations: z.array(z.object({ name: z.string(), hash: sha256 })).min(1),
  tables: z.array(BackedUpTable),
  sequences: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      last: z.string().regex(/^-?\d+$/),
      isCalled: z.boolean(),
    }),
  ),
  ledger: z.object({ size: count, checkpoint: ExportedCheckpoint.nullable() }),
  /** The sealed key folder; null when it is kept apart from the backup. */
  keys: Piece.nullable(),
})
export type Manifest = z.infer<typeof Manifest>
