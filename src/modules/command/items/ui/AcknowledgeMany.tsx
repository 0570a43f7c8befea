import { useState } from 'react'
import { useFormat, useText } from '#web/i18n.ts'
import { problemFrom, useProblemText } from '#web/problem.ts'
import { useSession } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { StateTag, type StateTone } from '#web/ui/StateTag.tsx'
import { useCommandWrite } from '../../ui/command-write.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ItemRow } from './item-filter.ts'

export interface AcknowledgeManyProps {
  readonly rows: readonly ItemRow[]
  readonly onClose: () => void
}

/** Empty text: done. */
type Results = Readonly<Record<string, string>>

/** One call an item, each with its own answer: nothing fails because of its neighbour. */
export function AcknowledgeMany({ rows: chosen, onClose }: AcknowledgeManyProps) {
  const t = useText()
  const say = useProblemText()
  const acknowledge = useCommandWrite(items.acknowledge)
  const own = useSession().data?.appointment.unit.code
  const [rows] = useState(() => chosen.filter((row) => isWaitingFor(row, own)))
  const left = chosen.length - rows.length
  const [results, setResults] = useState<Results>({})
  const [isBusy, setBusy] = useState(false)
  const waiting = rows.filter(({ id }) => results[id] === undefined)
  const done = rows.filter(({ id }) => results[id] === '')
  const run = async () => {
    setBusy(true)
    for (const { id, version } of waiting) {
      const result = await acknowledge({ id, version }).then(
        () => '',
        (error: unknown) => say(problemFrom(error)),
      )
      setResults((before) => ({ ...before, [id]: result }))
    }
    setBusy(false)
  }
  return (
    <Dialog
      title={t('command.items.acknowledge_many', { count: rows.length })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('web.close')}</Button>
          {waiting.length > 0 && (
            <Button kind="primary" isBusy={isBusy} onClick={() => void run()}>
              {t('command.item.act.acknowledge')}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <p role="status">
          {t('command.items.bulk_progress', { done: done.length, count: rows.length })}
        </p>
        <progress
          className="item-progress"
          aria-label={t('command.items.bulk_label')}
          value={rows.length - waiting.length}
          max={rows.length}
        />
        {left > 0 && <p>{t('command.items.bulk_left_out', { count: left })}</p>}
        <ul className="stack" tabIndex={0} aria-label={t('command.items.title')}>
          {rows.map((row) => (
            <BulkRow key={row.id} row={row} result={results[row.id]} />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

function isWaitingFor(row: ItemRow, unit: string | undefined): boolean {
  return row.state === 'issued' && row.leadUnitCode === unit
}

function BulkRow({ row, result }: { readonly row: ItemRow; readonly result: string | undefined }) {
  const t = useText()
  const format = useFormat()
  const outcome = outcomeOf(result)
  return (
    <li className="row">
      <span className="nowrap">{row.number}</span>
      <span>{format.bilingual({ zh: row.titleZh, en: row.titleEn })}</span>
      <StateTag tone={tones[outcome]}>{t(`command.items.bulk.${outcome}`)}</StateTag>
      {result && <span className="small">{result}</span>}
    </li>
  )
}

const tones: Readonly<Record<'waiting' | 'done' | 'refused', StateTone>> = {
  waiting: 'waiting',
  done: 'done',
  refused: 'problem',
}

function outcomeOf(result: string | undefined): keyof typeof tones {
  if (result === undefined) return 'waiting'
  return result === '' ? 'done' : 'refused'
}
