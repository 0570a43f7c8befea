import { randomBytes } from 'node:crypto'
import { AppError, type FieldProblem, Invalid } from '../errors.ts'
import type { TextParams } from '../i18n/texts.ts'

/** What a refused request is answered with (RFC 9457, plus our code and its parameters). */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly params: TextParams
  readonly fields?: readonly FieldProblem[]
}

/** Translates what a call threw. A fault of ours becomes a number that the log explains, and no more. */
export function problemOf(error: unknown): { problem: Problem; fault: boolean } {
  if (error instanceof AppError) {
    const fields =
      error instanceof Invalid && error.fields.length > 0 ? { fields: error.fields } : {}
    return {
      problem: { status: error.status, code: error.code, params: error.params, ...fields },
      fault: error.status >= 500 && error.status !== 503,
    }
  }
  const clientError = fastifyProblem(error)
  if (clientError) return { problem: clientError, fault: false }
  const incident = randomBytes(4).toString('hex')
  return {
    problem: { status: 500, code: 'kernel.internal', params: { incident } },
    fault: true,
  }
}

const byFastifyCode: Readonly<
  Record<string, { status: number; code: string; params: TextParams }>
> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'kernel.too_large', params: { limit: '20 MB' } },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'kernel.unreadable', params: {} },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'kernel.unreadable', params: {} },
}

// What the server library refuses before a call begins: bad JSON, a body too large.
function fastifyProblem(error: unknown): Problem | null {
  if (typeof error !== 'object' || error === null) return null
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const known = byFastifyCode[code]
  if (known) return known
  const status =
    'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  return status >= 400 && status < 500
    ? { status: 400, code: 'kernel.unreadable', params: {} }
    : null
}
