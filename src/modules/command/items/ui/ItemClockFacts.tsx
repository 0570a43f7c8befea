import { useBusinessClock } from '#web/business-clock.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { Deadline } from '#web/ui/Deadline.tsx'
import { type Fact, Facts } from '#web/ui/Facts.tsx'
import { Instant } from '#web/ui/Instant.tsx'
import { LevelBadge } from '#web/ui/LevelBadge.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { ItemDetail } from './item-filter.ts'
import { ItemDeadline } from './ItemDeadline.tsx'

/** Every clock of the item with its basis; legal clocks and local targets are told apart (rule 10). */
export function ItemClockFacts({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  const format = useFormat()
  const facts: (Fact | null)[] = [
    { label: t('command.item.due'), value: <ItemDeadline item={item} isLong /> },
    item.milestoneAt === null
      ? null
      : { label: t('command.item.milestone'), value: <Milestone item={item} /> },
    { label: t('command.item.acknowledge_by'), value: <Acknowledgement item={item} /> },
    item.extensionAsked === null
      ? null
      : { label: t('command.item.extension_asked'), value: <Instant at={item.extensionAsked} /> },
    item.extendedCount === 0
      ? null
      : {
          label: t('command.item.extended'),
          value: t('command.item.times', { count: item.extendedCount }),
        },
    item.returnedCount === 0
      ? null
      : {
          label: t('command.item.returned'),
          value: t('command.item.times', { count: item.returnedCount }),
        },
    {
      label: t('command.item.issued_at'),
      value: item.issuedAt && format.instant(item.issuedAt),
    },
  ]
  return (
    <Facts
      missing={t('command.item.not_stated')}
      facts={facts.filter((fact): fact is Fact => fact !== null)}
    />
  )
}

function Milestone({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  const clock = useBusinessClock()
  const { milestoneAt, milestoneMetAt } = item
  if (milestoneAt === null) return null
  if (milestoneMetAt !== null) {
    const isLate = new Date(milestoneMetAt) > new Date(milestoneAt)
    return (
      <span className="deadline">
        <Instant at={milestoneAt} />
        <span className="muted small">
          {t(isLate ? 'command.item.milestone_late' : 'command.item.milestone_met')}
        </span>
      </span>
    )
  }
  // A missed milestone is yellow; red is kept for the deadline itself (rule 7).
  if (clock && new Date(milestoneAt) < clock.now) {
    return (
      <span className="deadline">
        <LevelBadge level="yellow">{t('command.item.milestone_missed')}</LevelBadge>
        <span className="muted small">
          <Instant at={milestoneAt} />
        </span>
      </span>
    )
  }
  return <Deadline at={milestoneAt} isLong />
}

function Acknowledgement({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  const basis = useBasisText()(item.basis)
  const isAnswered = item.acknowledgedAt !== null || item.state === 'closed'
  return (
    <span className="stack-tight">
      {isAnswered ? (
        <span className="deadline">
          {item.acknowledgedAt ? (
            <>
              <Instant at={item.acknowledgedAt} />
              <span className="muted small">{t('command.item.state.acknowledged')}</span>
            </>
          ) : (
            t('command.item.never_acknowledged')
          )}
        </span>
      ) : (
        <Deadline at={item.acknowledgeBy} isLong {...(basis ? { basis } : {})} />
      )}
      {item.basis && (
        <span className="row small">
          <StateTag tone={item.basis.status === 'legal' ? 'active' : 'quiet'}>
            {t(`policy.status.${item.basis.status}`)}
          </StateTag>
          <span className="muted">{basis}</span>
        </span>
      )}
    </span>
  )
}

function useBasisText(): (basis: ItemDetail['basis']) => string | null {
  const t = useText()
  const format = useFormat()
  return (basis) =>
    basis &&
    t(basis.rule === null ? 'command.item.basis' : 'command.item.basis_rule', {
      order: basis.orderNumber,
      issuer: format.bilingual({ zh: basis.issuerZh, en: basis.issuerEn }),
      rule: basis.rule,
    })
}
