import { sql } from 'kysely'
import { orderRoutes } from './order.routes.ts'

export const orders = [sql, orderRoutes]
