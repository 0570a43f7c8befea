import * as z from 'zod'

/** A branded UUID: a `CaseId` where a `ContactId` is wanted does not compile. */
export function id<Name extends string>(name: Name) {
  return z.uuid().meta({ title: name }).brand<Name>()
}

/**
 * An instant. `Date` on the server, ISO 8601 with offset on the wire.
 * Not `z.coerce.date()`: that turns `null` into 1970.
 */
export const timestamp = z.union([
  z.date(),
  z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
])

/** A calendar day of Asia/Shanghai, `2021-05-16`. */
export const day = z.iso.date()

/** A text that exists in both languages, written by the office (not a translation of the product). */
export const bilingual = z.object({ zh: z.string().min(1).max(2000), en: z.string().max(2000) })

/** A list in a query string: one value or several of the same name. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).max(32))
}

/** What every keyset list takes. `after` is the opaque cursor of the page before. */
export const pageInput = {
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** What every keyset list answers: rows, and the cursor of the next page or null at the end. */
export function page<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), next: z.string().nullable() })
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * Who may call. A permission name; `anyone` (no session: sign-in, health) or `signed_in`
 * (about oneself: the own session). Nothing else exists, so no endpoint is without a rule.
 */
export type Permission = `${string}.${string}.${string}` | 'anyone' | 'signed_in'

export interface Endpoint<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly method: Method
  readonly path: string
  readonly permission: Permission
  readonly input: Input
  readonly output: Output
  /** A person's record is in the answer: the caller must name the item it is read for (rule 133). */
  readonly personal: boolean
  /** `bytes`: the body is the file itself (`content`), everything else travels in the query. */
  readonly body: 'json' | 'bytes'
  /** `bytes`: the answer is a file. */
  readonly answer: 'json' | 'bytes'
  /** The answer holds a password or the like: shown once, never kept for a repeated request. */
  readonly secret: boolean
}

/** A file on its way in or out. */
export const FileContent = z.instanceof(Uint8Array)

/** What a `bytes` answer holds. */
export const FileAnswer = z.object({
  name: z.string(),
  mediaType: z.string(),
  content: FileContent,
})

/** The contract of one call: read by the server, the browser, OpenAPI and the CLI. */
export function endpoint<Input extends z.ZodType, Output extends z.ZodType>(
  method: Method,
  path: string,
  contract: {
    permission: Permission
    input: Input
    output: Output
    personal?: boolean
    body?: 'json' | 'bytes'
    answer?: 'json' | 'bytes'
    secret?: boolean
  },
): Endpoint<Input, Output> {
  return { method, path, personal: false, body: 'json', answer: 'json', secret: false, ...contract }
}

/** The shape of `T` after a trip over the wire: instants are text. */
export type Wire<T> = T extends Date
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? Wire<Item>[]
      : { [Key in keyof T]: Wire<T[Key]> }
