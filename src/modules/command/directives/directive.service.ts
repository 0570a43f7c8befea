import { sql } from 'kysely'
import { keysetPage } from '#kernel/db/keyset.ts'
import { found } from '#kernel/dispatch.ts'
import { type CommandRead, read, write } from '../command.module.ts'
import { workingStates } from '../items/item-rules.ts'
import { type DirectiveView, directives } from './directive.schema.ts'

/** Newest first; of each directive how far its tasks are. */
export const listDirectives = read(directives.list, (ctx, { after, limit, status }) =>
  keysetPage({ after, limit, keys: ['draftedAt', 'id'] as const }, async (cursor) => {
    let query = ctx.db
      .selectFrom('command.directive')
      .leftJoin('command.item', 'command.item.directiveId', 'command.directive.id')
      .selectAll('command.directive')
      .select(({ fn, eb }) => [
        fn.count<number>('command.item.id').as('taskCount'),
        fn
          .count<number>('command.item.id')
          .filterWhere('command.item.state', '=', 'closed')
          .as('closedCount'),
        fn
          .count<number>('command.item.id')
          .filterWhere('command.item.acknowledgedAt', 'is not', null)
          .as('acknowledgedCount'),
        fn
          .count<number>('command.item.id')
          .filterWhere(
            eb('command.item.level', '=', 'red').and('command.item.state', 'in', workingStates),
          )
          .as('redCount'),
      ])
      .groupBy('command.directive.id')
    if (status) query = query.where('status', '=', status)
    if (cursor) {
      query = query.where(
        sql<boolean>`(command.directive.drafted_at, command.directive.id) < (${new Date(cursor.draftedAt)}, ${cursor.id}::uuid)`,
      )
    }
    return query
      .orderBy('command.directive.draftedAt', 'desc')
      .orderBy('command.directive.id', 'desc')
      .limit(limit + 1)
      .execute()
  }),
)

/** One directive with its tasks and receipts, as far as the reader may see them. */
export const getDirective = read(directives.get, async (ctx, { id }) => {
  const directive = found(
    await ctx.db
      .selectFrom('command.directive')
      .leftJoin('access.account', 'access.account.id', 'command.directive.issuedBy')
      .selectAll('command.directive')
      .select(['access.account.nameZh as issuedByZh', 'access.account.nameEn as issuedByEn'])
      .where('command.directive.id', '=', id)
      .executeTakeFirst(),
  )
  const tasks = await tasksOf(ctx, id)
  return {
    ...directive,
    tasks,
    receipts: await receiptsOf(ctx, id),
    withdrawsNumber: directive.withdrawsId ? await numberOf(ctx, directive.withdrawsId) : null,
    withdrawnByNumber: await withdrawnBy(ctx, id),
    medianAcknowledgeMinutes: medianMinutes(directive.issuedAt, tasks),
  }
})

function tasksOf(ctx: CommandRead, id: DirectiveView['id']) {
  return ctx.db
    .selectFrom('command.item')
    .select([
      'id',
      'number',
      'position',
      'state',
      'level',
      'titleZh',
      'titleEn',
      'deliverableZh',
      'deliverableEn',
    ])
    .select(['evidence', 'leadUnitCode', 'verifierUnitCode', 'dueAt', 'milestoneAt', 'isUrgent'])
    .select(['acknowledgedAt', 'closedAt'])
    .where('directiveId', '=', id)
    .orderBy('position')
    .execute()
}

function receiptsOf(ctx: CommandRead, id: DirectiveView['id']) {
  return ctx.db
    .selectFrom('command.receipt')
    .select(['directiveId', 'unitCode', 'role', 'sentAt', 'readAt', 'readBy'])
    .where('directiveId', '=', id)
    .orderBy('role')
    .orderBy('unitCode')
    .execute()
}

async function numberOf(ctx: CommandRead, id: DirectiveView['id']): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('command.directive')
    .select('number')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.number ?? null
}

async function withdrawnBy(ctx: CommandRead, id: DirectiveView['id']): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('command.directive')
    .select('number')
    .where('withdrawsId', '=', id)
    .executeTakeFirst()
  return row?.number ?? null
}

function medianMinutes(
  issuedAt: Date | null,
  tasks: readonly { acknowledgedAt: Date | null }[],
): number | null {
  if (!issuedAt) return null
  const minutes = tasks
    .flatMap(({ acknowledgedAt }) =>
      acknowledgedAt ? [(acknowledgedAt.getTime() - issuedAt.getTime()) / 60_000] : [],
    )
    .sort((a, b) => a - b)
  const middle = Math.floor(minutes.length / 2)
  const upper = minutes[middle]
  if (upper === undefined) return null
  const lower = minutes.length % 2 === 1 ? upper : (minutes[middle - 1] ?? upper)
  return Math.round(((lower + upper) / 2) * 10) / 10
}

/** Opening a directive is its receipt: the first reader of a unit signs for the unit. */
export const confirmReading = write(directives.confirmReading, async (ctx, { id }) => {
  const { audience } = found(
    await ctx.tx
      .selectFrom('command.directive')
      .select('audience')
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  await ctx.tx
    .updateTable('command.receipt')
    .set({ readAt: ctx.now, readBy: ctx.actor.accountId })
    .where('directiveId', '=', id)
    .where('unitCode', '=', ctx.actor.unitCode)
    .where('readAt', 'is', null)
    .execute()
  ctx.publish('command.directive.read', { id, codes: audience })
  return { id }
})
