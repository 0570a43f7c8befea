import { useFormat, useText } from '#web/i18n.ts'
import { fileAddress } from '#web/request.ts'
import { Empty } from '#web/ui/Empty.tsx'
import { Instant } from '#web/ui/Instant.tsx'
import { PersonName } from '#web/ui/PersonName.tsx'
import { UnitName } from '#web/ui/UnitName.tsx'
import { items } from '../item-endpoints.schema.ts'
import { EvidenceThumb } from './EvidenceThumb.tsx'
import type { EvidenceRow, ItemDetail } from './item-filter.ts'

/** What was handed in: the thing, its hash, who and when. */
export function EvidenceList({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  if (item.evidenceList.length === 0) {
    return (
      <Empty>
        {item.evidence
          ? t('command.evidence.none_needed', {
              evidence: t(`command.item.evidence.${item.evidence}`),
            })
          : t('command.evidence.none')}
      </Empty>
    )
  }
  const authors = new Map(
    item.timeline.flatMap(({ data, nameZh, nameEn }) =>
      data?.['evidenceId'] && nameZh
        ? [[data['evidenceId'], { nameZh, nameEn: nameEn ?? '' }]]
        : [],
    ),
  )
  return (
    <ul className="evidence-list" aria-label={t('command.item.evidence')}>
      {item.evidenceList.map((evidence) => (
        <EvidenceEntry key={evidence.id} evidence={evidence} author={authors.get(evidence.id)} />
      ))}
    </ul>
  )
}

interface EvidenceEntryProps {
  readonly evidence: EvidenceRow
  readonly author: { readonly nameZh: string; readonly nameEn: string } | undefined
}

const shownHash = 12

function EvidenceEntry({ evidence, author }: EvidenceEntryProps) {
  const t = useText()
  const { id, itemId, kind, name, sha256, text } = evidence
  return (
    <li className="evidence">
      <EvidenceThumb evidence={evidence} />
      <div className="evidence-facts">
        <div className="row">
          {evidence.mediaType ? (
            <a href={fileAddress(items.file, { id: itemId, evidenceId: id })} download={name}>
              {name}
            </a>
          ) : (
            <strong>{name}</strong>
          )}
          <span className="muted small">{t(`command.item.evidence.${kind}`)}</span>
        </div>
        <Figure evidence={evidence} />
        {text && <p className="pre-line">{text}</p>}
        <div className="muted small">
          {author && (
            <>
              <PersonName person={author} />
              {' · '}
            </>
          )}
          <UnitName code={evidence.unitCode} />
          {' · '}
          <Instant at={evidence.addedAt} />
        </div>
        <div className="muted small" title={sha256}>
          SHA-256 <code>{sha256.slice(0, shownHash)}…</code>
        </div>
      </div>
    </li>
  )
}

function Figure({ evidence }: { readonly evidence: EvidenceRow }) {
  const format = useFormat()
  if (evidence.figure === null) return null
  return (
    <p className="evidence-figure">
      {format.number(evidence.figure)} <span className="small">{evidence.figureUnit}</span>
    </p>
  )
}
