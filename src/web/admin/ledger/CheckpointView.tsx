import '../admin.css'
import { useState } from 'react'
import { ledgerEndpoints } from '#kernel/ledger/ledger.schema.ts'
import { useRead } from '../../api.ts'
import { useText } from '../../i18n.ts'
import { useSettled } from '../../navigation.ts'
import type { AnswerOf } from '../../request.ts'
import { Button } from '../../ui/Button.tsx'
import { Can } from '../../ui/Can.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { CountersignForm } from './CountersignForm.tsx'
import { inFours } from './in-fours.ts'
import { saveFile } from './save-file.ts'

type Checkpoint = AnswerOf<typeof ledgerEndpoints.checkpoint>

/** One signed checkpoint: what outsiders keep, and who of them has signed it too. */
export function CheckpointView({ last }: { readonly last: number }) {
  const t = useText()
  const [seq, setSeq] = useState<number | null>(last)
  const asked = Number(useSettled(String(seq ?? 0)))
  const isNumber = Number.isInteger(asked) && asked >= 1
  const query = useRead(ledgerEndpoints.checkpoint, { seq: asked }, { enabled: isNumber })
  return (
    <div className="stack">
      <p>{t('web.ledger.checkpoint_text')}</p>
      <NumberField
        field={{ id: 'checkpoint-seq', name: 'seq', value: seq, problem: undefined, set: setSeq }}
        label={t('web.ledger.checkpoint_number')}
        hint={t('web.ledger.checkpoint_range', { last })}
      />
      {isNumber && (
        <Shown query={query}>
          {(checkpoint) => <OneCheckpoint key={asked} seq={asked} checkpoint={checkpoint} />}
        </Shown>
      )}
    </div>
  )
}

interface OneCheckpointProps {
  readonly seq: number
  readonly checkpoint: Checkpoint
}

function OneCheckpoint({ seq, checkpoint }: OneCheckpointProps) {
  const t = useText()
  const [isSigning, setSigning] = useState(false)
  const { statement, signature, countersignatures } = checkpoint
  const save = () => saveFile(`bulwark-checkpoint-${seq}.json`, JSON.stringify(checkpoint, null, 2))
  return (
    <div className="stack">
      <pre className="hash statement">{statement}</pre>
      <details>
        <summary>{t('web.ledger.signature')}</summary>
        <p className="hash">{inFours(signature)}</p>
      </details>
      <h3>{t('web.ledger.countersigned_by', { count: countersignatures.length })}</h3>
      {countersignatures.length === 0 ? (
        <Empty>{t('web.ledger.no_countersignature')}</Empty>
      ) : (
        <ul className="stack">
          {countersignatures.map((one) => (
            <li key={one.signature}>
              <strong>{one.signer}</strong>
              <div className="hash muted">{inFours(one.publicKey)}</div>
            </li>
          ))}
        </ul>
      )}
      {isSigning ? (
        <CountersignForm seq={seq} onDone={() => setSigning(false)} />
      ) : (
        <div className="row">
          <Button kind="primary" icon="file" onClick={save}>
            {t('web.ledger.export')}
          </Button>
          <Can use={ledgerEndpoints.countersign}>
            <Button onClick={() => setSigning(true)}>{t('web.ledger.countersign')}</Button>
          </Can>
        </div>
      )}
    </div>
  )
}
