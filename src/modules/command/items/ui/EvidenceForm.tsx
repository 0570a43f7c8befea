import { useState } from 'react'
import { useText } from '#web/i18n.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { Notice } from '#web/ui/Notice.tsx'
import { EvidenceKind } from '../../contract.ts'
import type { ActFormProps } from './ActForm.tsx'
import { FigureForm } from './FigureForm.tsx'
import { FilesForm } from './FilesForm.tsx'
import { StatementForm } from './StatementForm.tsx'

/** Evidence of the kind that was asked for; another kind may be added but does not replace it (rule 6). */
export function EvidenceForm({ item, onDone }: ActFormProps) {
  const t = useText()
  const [kind, setKind] = useState<EvidenceKind>(item.evidence ?? 'photo')
  const form = { item, onDone }
  return (
    <div className="stack">
      <div className="row">
        <Choice
          label={t('command.item.evidence')}
          value={kind}
          options={EvidenceKind.options}
          text={(option) => t(`command.item.evidence.${option}`)}
          onChange={(option) => option && setKind(option)}
        />
      </div>
      {item.evidence && item.evidence !== kind && (
        <Notice tone="attention">
          {t('command.evidence.other_kind', {
            evidence: t(`command.item.evidence.${item.evidence}`),
          })}
        </Notice>
      )}
      {(kind === 'photo' || kind === 'file') && <FilesForm key={kind} {...form} kind={kind} />}
      {kind === 'figure' && <FigureForm {...form} />}
      {kind === 'text' && <StatementForm {...form} />}
    </div>
  )
}
