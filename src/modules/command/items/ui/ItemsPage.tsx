import { useRef, useState } from 'react'
import { useList } from '#web/api.ts'
import { useText } from '#web/i18n.ts'
import { Button } from '#web/ui/Button.tsx'
import { Can } from '#web/ui/Can.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Tabs } from '#web/ui/Tabs.tsx'
import { Table } from '#web/ui/Table.tsx'
import '../../ui/command.css'
import { ItemListView, items } from '../item-endpoints.schema.ts'
import type { ItemAct } from '../item.schema.ts'
import { AcknowledgeMany } from './AcknowledgeMany.tsx'
import { ActDialog } from './ActDialog.tsx'
import { useItemColumns } from './item-columns.tsx'
import { type ItemRow, itemsInput } from './item-filter.ts'
import { ItemFilters } from './ItemFilters.tsx'
import { ItemPreview } from './ItemPreview.tsx'
import { ItemsEmpty } from './ItemsEmpty.tsx'
import { ItemTiles } from './ItemTiles.tsx'
import { focusedRow, useQuickAcknowledge, useSearchKey, useTriageKeys } from './triage.ts'
import { useItemFilter } from './use-item-filter.ts'

interface Started {
  readonly id: ItemRow['id']
  readonly act: ItemAct
}

/** What a duty officer keeps open: the nearest deadline first, worked through by keyboard. */
export function ItemsPage() {
  const t = useText()
  const { filter, change } = useItemFilter()
  const query = useList(items.list, itemsInput(filter))
  const columns = useItemColumns()
  const search = useRef<HTMLDivElement>(null)
  const [started, setStarted] = useState<Started | null>(null)
  const [bulk, setBulk] = useState<readonly ItemRow[]>([])
  const acknowledge = useQuickAcknowledge()
  const start = (row: ItemRow, act: ItemAct) => {
    if (act === 'acknowledge') acknowledge(row)
    else setStarted({ id: row.id, act })
  }
  useSearchKey(search)
  useTriageKeys({ row: () => focusedRow(query.rows ?? []), start })
  return (
    <Page title={t('command.items.title')} lead={t('command.items.lead')}>
      <Tabs
        label={t('command.items.views')}
        tabs={ItemListView.options.map((key) => ({
          key,
          label: t(`command.item_list.view.${key}`),
        }))}
        value={filter.view}
        onChange={(view) => change({ view })}
      >
        <ItemTiles filter={filter} isList />
        <ItemFilters filter={filter} change={change} searchRef={search} />
        <Table
          caption={t('command.items.title')}
          query={query}
          columns={columns}
          rowKey={({ id }) => id}
          rowLink={({ id }) => `/items/${id}`}
          rowName={({ number }) => t('command.item.named', { number })}
          empty={<ItemsEmpty filter={filter} />}
          preview={(row) => <ItemPreview row={row} start={start} />}
          selectionActions={(rows, clear) => (
            <Can use={items.acknowledge}>
              <Button
                kind="primary"
                onClick={() => {
                  setBulk(rows)
                  clear()
                }}
              >
                {t('command.item.act.acknowledge')}
              </Button>
            </Can>
          )}
        />
      </Tabs>
      <ActDialog
        itemId={started?.id ?? null}
        act={started?.act ?? null}
        onClose={() => setStarted(null)}
      />
      {bulk.length > 0 && <AcknowledgeMany rows={bulk} onClose={() => setBulk([])} />}
    </Page>
  )
}
