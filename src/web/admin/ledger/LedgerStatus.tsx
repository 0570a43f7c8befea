import '../admin.css'
import { useState } from 'react'
import { ledgerEndpoints } from '#kernel/ledger/ledger.schema.ts'
import { useFormat, useText } from '../../i18n.ts'
import type { AnswerOf } from '../../request.ts'
import { Button } from '../../ui/Button.tsx'
import { Can } from '../../ui/Can.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { CheckpointView } from './CheckpointView.tsx'
import { inFours } from './in-fours.ts'

type Status = AnswerOf<typeof ledgerEndpoints.status>

/** How far the chain reaches, what is signed, by which key, and what still waits. */
export function LedgerStatus({ status }: { readonly status: Status }) {
  const t = useText()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { entries, pending, pendingSeconds, checkpoint } = status
  const waiting =
    pending === 0
      ? t('web.ledger.nothing_waits')
      : t('web.ledger.waiting', { count: pending, seconds: Math.ceil(pendingSeconds ?? 0) })
  return (
    <>
      <Facts
        missing={t('web.ledger.no_checkpoint')}
        facts={[
          { label: t('web.ledger.entries'), value: format.number(entries) },
          { label: t('web.ledger.pending'), value: waiting },
          {
            label: t('web.ledger.checkpoint'),
            value: checkpoint && (
              <>
                {t('web.ledger.checkpoint_of', { seq: checkpoint.seq, size: checkpoint.size })}
                {' · '}
                <Instant at={checkpoint.at} />
              </>
            ),
          },
          {
            label: t('web.ledger.countersignatures'),
            value: checkpoint && format.number(checkpoint.countersignatures),
          },
          {
            label: t('web.ledger.key'),
            value: checkpoint && <span className="hash">{inFours(checkpoint.key)}</span>,
          },
        ]}
      />
      {checkpoint && (
        <div className="row">
          <Can use={ledgerEndpoints.checkpoint}>
            <Button icon="file" onClick={() => setOpen(true)}>
              {t('web.ledger.open_checkpoint')}
            </Button>
          </Can>
          <Dialog
            title={t('web.ledger.checkpoint_title')}
            isOpen={isOpen}
            onClose={() => setOpen(false)}
          >
            <CheckpointView last={checkpoint.seq} />
          </Dialog>
        </div>
      )}
    </>
  )
}
