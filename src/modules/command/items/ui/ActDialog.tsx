import { useRead } from '#web/api.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Notice } from '#web/ui/Notice.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { ItemId } from '../../contract.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ItemAct } from '../item.schema.ts'
import { ActForm } from './ActForm.tsx'
import { useItemActs } from './item-acts.ts'
import type { ItemDetail } from './item-filter.ts'

export interface ActDialogProps {
  readonly itemId: ItemId | null
  readonly act: ItemAct | null
  readonly onClose: () => void
}

/** One act on one item, from the list or from its page; when it is not possible, the reason. */
export function ActDialog({ itemId, act, onClose }: ActDialogProps) {
  const t = useText()
  return (
    <Dialog
      title={act ? t(`command.item.act.${act}`) : ''}
      isOpen={act !== null && itemId !== null}
      onClose={onClose}
    >
      {act !== null && itemId !== null && (
        <LoadedAct key={`${itemId} ${act}`} itemId={itemId} act={act} onDone={onClose} />
      )}
    </Dialog>
  )
}

interface LoadedActProps {
  readonly itemId: ItemId
  readonly act: ItemAct
  readonly onDone: () => void
}

function LoadedAct({ itemId, act, onDone }: LoadedActProps) {
  const query = useRead(items.get, { id: itemId })
  return <Shown query={query}>{(item) => <NamedAct item={item} act={act} onDone={onDone} />}</Shown>
}

function NamedAct({
  item,
  act,
  onDone,
}: {
  readonly item: ItemDetail
  readonly act: ItemAct
  readonly onDone: () => void
}) {
  const format = useFormat()
  const { next, others } = useItemActs(item)
  const shown = [...(next ? [next] : []), ...others].find((found) => found.act === act)
  return (
    <div className="stack">
      <p className="muted">
        {`${item.number ?? ''} ${format.bilingual({ zh: item.titleZh, en: item.titleEn })}`}
      </p>
      {shown?.why ? (
        <Notice tone="attention">{shown.why}</Notice>
      ) : (
        <ActForm item={item} act={act} onDone={onDone} />
      )}
    </div>
  )
}
