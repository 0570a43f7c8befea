import { useState } from 'react'
import { useText } from '#web/i18n.ts'
import { fileAddress } from '#web/request.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { items } from '../item-endpoints.schema.ts'
import type { EvidenceRow } from './item-filter.ts'

/** A small look at a photo; whatever the browser cannot draw (HEIC) keeps its sign. */
export function EvidenceThumb({ evidence }: { readonly evidence: EvidenceRow }) {
  const t = useText()
  const [isBroken, setBroken] = useState(false)
  const { id, itemId, kind, name, mediaType } = evidence
  if (!mediaType?.startsWith('image/') || isBroken) {
    return (
      <span className="evidence-thumb" data-kind={kind}>
        <Icon name={kind === 'figure' ? 'audit' : 'file'} />
      </span>
    )
  }
  return (
    <img
      className="evidence-thumb"
      src={fileAddress(items.file, { id: itemId, evidenceId: id })}
      alt={t('command.evidence.photo_named', { name })}
      loading="lazy"
      onError={() => setBroken(true)}
    />
  )
}
