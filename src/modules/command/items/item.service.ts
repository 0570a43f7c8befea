import { sql } from 'kysely'
import { found } from '#kernel/dispatch.ts'
import { keysetPage } from '#kernel/db/keyset.ts'
import type { Scope } from '#kernel/db/scope.ts'
import type * as z from 'zod'
import { type CommandRead, read } from '../command.module.ts'
import type { ItemId } from '../contract.ts'
import { type ItemFilter, items } from './item-endpoints.schema.ts'
import type { Item, ItemView } from './item.schema.ts'
import { actsOn, nextAct } from './item-rules.ts'

type Filter = z.output<typeof ItemFilter>

// The areas are named in the query as well as in the policy: that is what makes the page quick (decision 0001).
function itemsInView(ctx: CommandRead, view: Filter['view']) {
  const query = ctx.db.selectFrom('command.item').where('command.item.state', '<>', 'drafted')
  const { unitCode, scope } = ctx.actor
  switch (view) {
    case 'mine':
      return query.where('leadUnitCode', '=', unitCode)
    case 'verify':
      return query.where('verifierUnitCode', '=', unitCode)
    case 'issued':
      return query.where('issuerUnitCode', '=', unitCode)
    case 'offered':
      return query.where('transferTo', '=', unitCode)
    case 'area':
      return scope.kind === 'city' ? query : query.where(ownAreas(scope))
  }
}

// Nobody's list keeps the index in this form; `false` would plan a scan of the table.
function ownAreas(scope: Scope) {
  const { districts, streets } = scope.kind === 'area' ? scope : { districts: [], streets: [] }
  const conditions = [
    ...districts.map((code) => sql<boolean>`command.item.district_code = ${code}`),
    ...streets.map((code) => sql<boolean>`command.item.street_code = ${code}`),
  ]
  if (conditions.length === 0) return sql<boolean>`command.item.street_code = any('{}'::int[])`
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`
}

function filteredItems(ctx: CommandRead, filter: Filter) {
  let query = itemsInView(ctx, filter.view)
  if (filter.status === 'open') query = query.where('command.item.state', '<>', 'closed')
  if (filter.status === 'closed') query = query.where('command.item.state', '=', 'closed')
  if (filter.state) query = query.where('command.item.state', 'in', filter.state)
  if (filter.level) query = query.where('level', 'in', filter.level)
  if (filter.unanswered) query = query.where('isUnanswered', '=', true)
  if (filter.directiveId) query = query.where('directiveId', '=', filter.directiveId)
  if (filter.unit) query = query.where('leadUnitCode', '=', filter.unit)
  const { search } = filter
  if (search) {
    query = query.where(({ eb, or }) =>
      or([
        eb('command.item.number', '=', search),
        eb(
          sql<number>`position(lower(${search}) in lower(command.item.title_zh || ' ' || command.item.title_en))`,
          '>',
          0,
        ),
      ]),
    )
  }
  return query
}

/** Nearest deadline first; 50 at a time. */
export const listItems = read(items.list, (ctx, { after, limit, ...filter }) =>
  keysetPage({ after, limit, keys: ['dueAt', 'id'] as const }, async (cursor) => {
    let query = filteredItems(ctx, filter)
      .leftJoin('command.directive', 'command.directive.id', 'command.item.directiveId')
      .selectAll('command.item')
      .select('command.directive.number as directiveNumber')
    if (cursor) {
      query = query.where(
        sql<boolean>`(command.item.due_at, command.item.id) > (${new Date(cursor.dueAt)}, ${cursor.id}::uuid)`,
      )
    }
    return query
      .orderBy('command.item.dueAt')
      .orderBy('command.item.id')
      .limit(limit + 1)
      .execute()
  }),
)

/** The numbers above the list: each equals the rows of the list it opens. */
export const countItems = read(items.counts, (ctx, filter) =>
  filteredItems(ctx, { ...filter, status: 'all' })
    .select(({ fn, eb }) => [
      fn.countAll<number>().filterWhere('command.item.state', '<>', 'closed').as('open'),
      fn.countAll<number>().filterWhere('command.item.state', '=', 'closed').as('closed'),
      fn.countAll<number>().filterWhere('command.item.state', '=', 'claimed').as('claimed'),
      fn
        .countAll<number>()
        .filterWhere(eb('isUnanswered', '=', true).and('command.item.state', '<>', 'closed'))
        .as('unanswered'),
      fn
        .countAll<number>()
        .filterWhere(eb('level', '=', 'blue').and('command.item.state', '<>', 'closed'))
        .as('blue'),
      fn
        .countAll<number>()
        .filterWhere(eb('level', '=', 'yellow').and('command.item.state', '<>', 'closed'))
        .as('yellow'),
      fn
        .countAll<number>()
        .filterWhere(eb('level', '=', 'red').and('command.item.state', '<>', 'closed'))
        .as('red'),
    ])
    .executeTakeFirstOrThrow(),
)

/** One item with everything its page shows. */
export const getItem = read(items.get, async (ctx, { id }) => {
  const item = await readItem(ctx, id)
  const directive = item.directiveId
    ? await ctx.db
        .selectFrom('command.directive')
        .select(['number', 'titleZh', 'titleEn'])
        .where('id', '=', item.directiveId)
        .executeTakeFirst()
    : undefined
  return {
    ...item,
    directiveNumber: directive?.number ?? null,
    directiveTitleZh: directive?.titleZh ?? null,
    directiveTitleEn: directive?.titleEn ?? null,
    nextAct: nextAct[item.state],
    acts: actsOn(item, ctx),
    copied: copiedLevels(ctx, item),
    evidenceList: await evidenceOf(ctx, id),
    timeline: await timelineOf(ctx, id),
    leadPeople: await peopleOf(ctx, item),
  }
})

async function readItem(ctx: CommandRead, id: ItemId): Promise<Item> {
  return found(
    await ctx.db
      .selectFrom('command.item')
      .selectAll()
      .where('id', '=', id)
      .where('state', '<>', 'drafted')
      .executeTakeFirst(),
  )
}

function copiedLevels(ctx: CommandRead, item: Item): ItemView['copied'] {
  if (!item.leadUnitCode) return []
  const issuerChain = [
    item.issuerUnitCode,
    ...ctx.units.above(item.issuerUnitCode).map(({ code }) => code),
  ]
  return ctx.units
    .above(item.leadUnitCode)
    .map(({ code }) => code)
    .filter((code) => !issuerChain.includes(code))
}

function evidenceOf(ctx: CommandRead, id: ItemId) {
  return ctx.db
    .selectFrom('command.evidence')
    .select([
      'id',
      'itemId',
      'kind',
      'name',
      'mediaType',
      'sizeBytes',
      'sha256',
      'figure',
      'figureUnit',
      'text',
    ])
    .select(['addedBy', 'unitCode', 'addedAt'])
    .where('itemId', '=', id)
    .orderBy('addedAt')
    .orderBy('id')
    .limit(200)
    .execute()
}

function timelineOf(ctx: CommandRead, id: ItemId) {
  return ctx.db
    .selectFrom('command.itemEvent')
    .leftJoin('access.account', 'access.account.id', 'command.itemEvent.accountId')
    .selectAll('command.itemEvent')
    .select(['access.account.nameZh', 'access.account.nameEn'])
    .where('itemId', '=', id)
    .orderBy('at')
    .orderBy('command.itemEvent.id')
    .limit(500)
    .execute()
}

function peopleOf(ctx: CommandRead, item: Item) {
  return ctx.db
    .selectFrom('access.appointment')
    .innerJoin('access.account', 'access.account.id', 'access.appointment.accountId')
    .select(['accountId', 'nameZh', 'nameEn', 'phone'])
    .distinct()
    .where('unitCode', '=', item.leadUnitCode ?? item.issuerUnitCode)
    .where('toAt', 'is', null)
    .where('closedAt', 'is', null)
    .limit(5)
    .execute()
}
