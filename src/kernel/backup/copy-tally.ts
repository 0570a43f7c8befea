import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'

/** Passes the text of a COPY on as it is, and counts and hashes what went through. */
export interface CopyTally {
  readonly stream: Transform
  /** To be asked when the stream has ended. */
  result(): { readonly rows: number; readonly sha256: string }
}

const newLine = 0x0a

/** In the text format every row ends with a line feed, and a line feed inside a value is written `\n`. */
export function copyTally(): CopyTally {
  const hash = createHash('sha256')
  let rows = 0
  const stream = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece)
      for (let at = piece.indexOf(newLine); at !== -1; at = piece.indexOf(newLine, at + 1)) {
        rows += 1
      }
      done(null, piece)
    },
  })
  return { stream, result: () => ({ rows, sha256: hash.digest('hex') }) }
}
