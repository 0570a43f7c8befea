import { sql } from 'kysely'

export const orderModel = sql
