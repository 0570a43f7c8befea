import { useCallback } from 'react'
import type { TextParams } from '#kernel/i18n/texts.ts'
import { useFoundText, useText } from './i18n.ts'

export interface FieldNote {
  readonly path: string
  readonly problem: string
}

/** What a refused request was answered with, or `web.unreachable` when no answer came. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly params: TextParams
  readonly fields: readonly FieldNote[]

  constructor(status: number, code: string, rest: { params?: TextParams; fields?: FieldNote[] }) {
    super(code)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.params = rest.params ?? {}
    this.fields = rest.fields ?? []
  }
}

/** No answer at all: the write may or may not have happened, so only the same key may be sent again. */
export const unreachable = 0

export function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(unreachable, 'web.unreachable', {})
}

export function problemFromBody(status: number, body: unknown): Problem {
  const record = isRecord(body) ? body : {}
  const code = typeof record['code'] === 'string' ? record['code'] : codeOfStatus(status)
  const fields = Array.isArray(record['fields']) ? record['fields'].flatMap(fieldNote) : []
  return new Problem(status, code, { params: textParams(record['params']), fields })
}

// An answer without our code comes from something in between (a proxy), never from the product.
function codeOfStatus(status: number): string {
  return status === 401 ? 'kernel.access.sign_in_needed' : 'web.unexpected_answer'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function fieldNote(value: unknown): FieldNote[] {
  if (!isRecord(value)) return []
  const { path, problem } = value
  return typeof path === 'string' && typeof problem === 'string' ? [{ path, problem }] : []
}

function textParams(value: unknown): TextParams {
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, param]) =>
      param === null || ['string', 'number', 'boolean'].includes(typeof param)
        ? [[key, typeof param === 'string' || typeof param === 'number' ? param : String(param)]]
        : [],
    ),
  )
}

/** One sentence for a refusal, in the reader's language, with who can instead. */
export function useProblemText(): (problem: Problem) => string {
  const t = useText()
  const find = useFoundText()
  return useCallback(
    (problem) =>
      find(problem.code, problem.params) ??
      t('web.unexpected_answer', { status: problem.status, code: problem.code }),
    [t, find],
  )
}
