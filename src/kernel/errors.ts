import type { TextKey, TextParams } from './i18n/texts.ts'

/** One thing wrong with one field of an input. */
export interface FieldProblem {
  readonly path: string
  readonly problem: string
}

/** Everything a person is told. A code with parameters, never a sentence: the reader's language decides. */
export class AppError extends Error {
  readonly status: number
  readonly code: TextKey
  readonly params: TextParams

  constructor(status: number, code: TextKey, params: TextParams = {}) {
    super(code)
    this.name = new.target.name
    this.status = status
    this.code = code
    this.params = params
  }
}

/** The input does not fit its schema. */
export class Invalid extends AppError {
  readonly fields: readonly FieldProblem[]

  constructor(code: TextKey, params: TextParams = {}, fields: readonly FieldProblem[] = []) {
    super(422, code, params)
    this.fields = fields
  }
}

/** This post may not do this. `permission` lets the answer say who can. */
export class Forbidden extends AppError {
  constructor(code: TextKey, params: TextParams = {}) {
    super(403, code, params)
  }
}

/** It does not exist, or not for this reader: the two are told apart to nobody. */
export class Missing extends AppError {
  constructor(code: TextKey, params: TextParams = {}) {
    super(404, code, params)
  }
}

/** A rule says no. */
export class Refused extends AppError {
  constructor(code: TextKey, params: TextParams = {}) {
    super(409, code, params)
  }
}
