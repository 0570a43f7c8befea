import type { ReactNode } from 'react'
import type { Level } from './LevelBadge.tsx'

export interface Column<Row> {
  readonly key: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand at the end of their column. */
  readonly isNumeric?: boolean
  readonly width?: string
  /** Left out of the card on a phone. */
  readonly isWideOnly?: boolean
}

/** What table rows and phone cards share. */
export interface RowsProps<Row> {
  readonly caption: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly rowKey: (row: Row) => string
  readonly rowLink?: ((row: Row) => string) | undefined
  readonly rowName: (row: Row) => string
  readonly rowLevel?: ((row: Row) => Level | null) | undefined
  readonly canSelect: boolean
}
