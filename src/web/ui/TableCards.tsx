import { useText } from '../i18n.ts'
import type { TableKeys } from '../table-keys.ts'
import { AppLink } from './AppLink.tsx'
import type { RowsProps } from './column.ts'

export interface TableCardsProps<Row> extends RowsProps<Row> {
  readonly keys: TableKeys
}

/** The list on a phone: one card a row, nothing to scroll sideways. */
export function TableCards<Row>(props: TableCardsProps<Row>) {
  const { caption, rows, columns, rowKey, rowLink, rowName, canSelect, keys } = props
  const t = useText()
  const [first, ...others] = columns
  return (
    <ul className="cards" aria-label={caption}>
      {rows.map((row) => (
        <li key={rowKey(row)} className="card" data-selected={keys.selected.has(rowKey(row))}>
          <div className="card-head">
            {canSelect && (
              <input
                type="checkbox"
                className="checkbox"
                aria-label={t('web.table.select', { name: rowName(row) })}
                checked={keys.selected.has(rowKey(row))}
                onChange={() => keys.toggle(rowKey(row))}
              />
            )}
            {rowLink ? <AppLink to={rowLink(row)}>{first?.cell(row)}</AppLink> : first?.cell(row)}
          </div>
          <dl>
            {others
              .filter(({ isWideOnly }) => !isWideOnly)
              .map(({ key, header, cell }) => (
                <div key={key} style={{ display: 'contents' }}>
                  <dt>{header}</dt>
                  <dd>{cell(row)}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
