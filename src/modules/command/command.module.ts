import type { PublishedAccessTables } from '#kernel/access/published-tables.ts'
import type { PublishedJobTables } from '#kernel/jobs/published-tables.ts'
import { defineModule } from '#kernel/module.ts'
import type { ActorCtx, ReadCtx, WriteCtx } from '#kernel/module.ts'
import type { DirectiveTables } from './directives/directive.schema.ts'
import type { ItemTables } from './items/item.schema.ts'

interface CommandTables
  extends DirectiveTables, ItemTables, PublishedAccessTables, PublishedJobTables {}

export type CommandRead = ReadCtx<CommandTables>
export type CommandWrite = WriteCtx<CommandTables>
export type CommandAct = ActorCtx<CommandTables>

export const { read, write, door, reaction, subscribe, check } = defineModule<CommandTables>()
