/**
 * Rows in PostgreSQL's binary COPY form, read in place: a count of fields in two bytes, then each field as
 * its length in four bytes (ff ff ff ff when absent) and its bytes. One object serves all rows.
 */
export interface Tuple {
  bytes: Buffer
  /** Where the count of fields stands. */
  start: number
  /** Where the content of each field begins; its length stands in the four bytes before. */
  readonly fields: Int32Array
  /** Behind the last field. */
  end: number
}

/** Takes one row; `false` ends the reading. The tuple is overwritten afterwards. */
export type TakeTuple = (tuple: Tuple) => boolean

export interface TupleReader {
  /** Reads every whole row in `bytes`, keeping a part of one for the next piece; false once ended. */
  feed(bytes: Buffer): boolean
}

const trailer = 0xff_ff
const headLength = 19

/** `head`: a COPY stream begins with a signature and flags; rows joined in SQL do not. */
export function tupleReader(
  fieldCount: number,
  take: TakeTuple,
  { head }: { readonly head: boolean },
): TupleReader {
  const tuple: Tuple = {
    bytes: Buffer.alloc(0),
    start: 0,
    fields: new Int32Array(fieldCount),
    end: 0,
  }
  let rest: Buffer = Buffer.alloc(0)
  let skip = head ? headLength : 0
  return {
    feed(piece) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
      tuple.bytes = bytes
      let at = 0
      if (skip > 0) {
        if (bytes.length < skip) {
          rest = bytes
          return true
        }
        at = skip
        skip = 0
      }
      while (at + 2 <= bytes.length && bytes.readUInt16BE(at) !== trailer && locate(tuple, at)) {
        if (!take(tuple)) return false
        at = tuple.end
      }
      rest = bytes.subarray(at)
      return true
    },
  }
}

// Finds the fields of the row at `start`; false when the rest of it has not come yet.
function locate(tuple: Tuple, start: number): boolean {
  const { bytes, fields } = tuple
  let at = start + 2
  for (let field = 0; field < fields.length; field += 1) {
    if (at + 4 > bytes.length) return false
    const length = bytes.readInt32BE(at)
    at += 4
    fields[field] = at
    if (length > 0) at += length
  }
  if (at > bytes.length) return false
  tuple.start = start
  tuple.end = at
  return true
}

/** Where the content of a field begins. */
export function startOf(tuple: Tuple, field: number): number {
  return tuple.fields[field] ?? 0
}

/** The content of a field; an absent one is empty. */
export function contentOf(tuple: Tuple, field: number): Buffer {
  const start = startOf(tuple, field)
  const length = tuple.bytes.readInt32BE(start - 4)
  return tuple.bytes.subarray(start, start + Math.max(length, 0))
}

/** Whether a field is exactly these bytes; makes no object. */
export function isField(tuple: Tuple, field: number, expected: Buffer): boolean {
  const start = startOf(tuple, field)
  const { length } = expected
  return (
    tuple.bytes.readInt32BE(start - 4) === length &&
    tuple.bytes.compare(expected, 0, length, start, start + length) === 0
  )
}

/** A `bigint` field. Sizes and numbers stay far below 2⁵³. */
export function countOf(tuple: Tuple, field: number): number {
  const start = startOf(tuple, field)
  return tuple.bytes.readInt32BE(start) * 2 ** 32 + tuple.bytes.readUInt32BE(start + 4)
}
