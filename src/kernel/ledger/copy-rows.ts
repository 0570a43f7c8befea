import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type TakeTuple, tupleReader } from './tuples.ts'

export interface Copy {
  readonly query: string
  readonly fields: number
  readonly take: TakeTuple
  readonly afterPiece?: () => void
}

/** Streams the rows of a query in binary form past `take`, without an object per row. */
export async function copyRows(
  client: Client,
  { query, fields, take, afterPiece }: Copy,
): Promise<void> {
  const reader = tupleReader(fields, take, { head: true })
  const pieces: AsyncIterable<Buffer> = client.query(
    copyTo(`copy (${query}) to stdout (format binary)`),
  )
  // After the first damage nothing more is checked, but the answer is read to its end: the connection goes on.
  let reading = true
  for await (const piece of pieces) {
    if (reading) reading = reader.feed(piece)
    afterPiece?.()
  }
}
