import { subscribe, write } from '../command.module.ts'
import { DirectiveId } from '../contract.ts'
import { directiveInStatus } from './directive-draft.service.ts'
import { directives } from './directive.schema.ts'

/** When the last task of a directive is closed, the directive is complete and waits to be reported back. */
export const completeDirective = subscribe(
  'command.item.close',
  'command.directive.complete',
  async (ctx, payload) => {
    const id = DirectiveId.safeParse(payload['directiveId'])
    if (!id.success) return
    const open = await ctx.tx
      .selectFrom('command.item')
      .select('id')
      .where('directiveId', '=', id.data)
      .where('state', '<>', 'closed')
      .limit(1)
      .executeTakeFirst()
    if (open) return
    const completed = await ctx.tx
      .updateTable('command.directive')
      .set({ status: 'completed', completedAt: ctx.now })
      .where('id', '=', id.data)
      .where('status', '=', 'issued')
      .returning(['audience'])
      .executeTakeFirst()
    if (completed)
      ctx.publish('command.directive.completed', { id: id.data, codes: completed.audience })
  },
)

/** Reporting back to whoever ordered it: the last step of a directive. */
export const reportDirective = write(directives.report, async (ctx, { id, version, text }) => {
  const directive = await directiveInStatus(ctx, { id, version, status: ['completed'] })
  const reported = {
    status: 'reported',
    report: text,
    reportedAt: ctx.now,
    version: version + 1,
  } as const
  await ctx.tx.updateTable('command.directive').set(reported).where('id', '=', id).execute()
  ctx.publish('command.directive.reported', { id, codes: directive.audience })
  return { ...directive, ...reported }
})
