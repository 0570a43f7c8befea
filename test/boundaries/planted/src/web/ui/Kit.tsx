import { Table } from 'antd'

export const Kit = Table
