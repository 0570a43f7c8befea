import { Table } from 'antd'
import { orderRules } from '../order.rules.ts'

export const OrderPage = [Table, orderRules]
