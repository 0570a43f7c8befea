import type { ReactNode } from 'react'
import { useFormat, useText } from '../../i18n.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PersonName } from '../../ui/PersonName.tsx'
import type { OpenedSet } from './policy-words.ts'

/** The order's own facts, each with how sure it is. */
export function SetFacts({ opened: { set, people } }: { readonly opened: OpenedSet }) {
  const t = useText()
  const format = useFormat()
  const sure = (name: string, shown: ReactNode) => {
    const confidence = set.confidence[name]
    if (!shown || !confidence) return shown
    return (
      <>
        {shown}{' '}
        <span className="small muted">
          {t('web.policy.sure', { confidence: t(`policy.confidence.${confidence}`) })}
        </span>
      </>
    )
  }
  const named = (id: string | null) => {
    const person = people.find((one) => one.id === id)
    return person ? <PersonName person={person} /> : null
  }
  const day = (text: string | null) => text && <Instant at={text} show="day" />
  const issuer = format.bilingual({ zh: set.issuerZh, en: set.issuerEn })
  const authors = people.filter(({ id }) => set.authors.includes(id))
  const facts = [
    { label: t('web.policy.order_number'), value: sure('orderNumber', set.orderNumber) },
    { label: t('web.policy.issuer'), value: issuer || null },
    { label: t('web.policy.from'), value: sure('effectiveFrom', day(set.effectiveFrom)) },
    {
      label: t('web.policy.to'),
      value: sure('effectiveTo', day(set.effectiveTo) ?? t('web.policy.open_end')),
    },
    {
      label: t('web.policy.authors'),
      value:
        authors.length > 0
          ? authors.map((person) => format.name(person)).join(' · ')
          : t('web.policy.shipped'),
    },
    ...(set.activatedAt
      ? [
          {
            label: t('web.policy.activated_by'),
            value: named(set.activatedBy) ?? t('web.policy.shipped'),
          },
          { label: t('web.policy.activated_at'), value: <Instant at={set.activatedAt} /> },
        ]
      : []),
    ...(set.endedAt ? [{ label: t('web.policy.ended_by'), value: named(set.endedBy) }] : []),
  ]
  return (
    <>
      <Facts facts={facts} missing={t('web.policy.not_stated')} />
      {set.source && (
        <div>
          <h3>{t('web.policy.source')}</h3>
          <p>{set.source}</p>
        </div>
      )}
    </>
  )
}
