import { useText } from '../i18n.ts'
import type { ListQuery } from '../list-query.ts'
import { Button } from './Button.tsx'

export interface TableFootProps<Row> {
  readonly query: ListQuery<Row>
  readonly count: number
}

/** How many rows there are or how many are shown so far, announced when it changes; and the next page. */
export function TableFoot<Row>({ query, count }: TableFootProps<Row>) {
  const t = useText()
  return (
    <div className="table-foot">
      <span role="status">
        {t(query.hasMore ? 'web.table.shown_so_far' : 'web.table.count', { count })}
      </span>
      {query.hasMore && (
        <Button isBusy={query.isLoadingMore} onClick={query.loadMore}>
          {t('web.table.more')}
        </Button>
      )}
    </div>
  )
}
