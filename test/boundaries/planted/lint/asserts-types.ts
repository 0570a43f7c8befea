import { Table } from 'antd'

export const kinds = ['order', 'report'] as const
export const order = JSON.parse('{}') as { id: string }
export const table = Table
// @ts-expect-error
export const number: number = 'one'
export function sure(text: string | null): number {
  return text!.length
}
