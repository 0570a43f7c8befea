import type { AnswerOf } from '#web/request.ts'
import type { directives } from '../directive.schema.ts'

export type DirectiveRow = AnswerOf<typeof directives.list>['rows'][number]
export type DirectiveDetail = AnswerOf<typeof directives.get>
export type TaskRow = DirectiveDetail['tasks'][number]
export type ReceiptRow = DirectiveDetail['receipts'][number]
