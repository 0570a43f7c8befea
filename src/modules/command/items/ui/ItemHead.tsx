import { useFormat, useText } from '#web/i18n.ts'
import { AppLink } from '#web/ui/AppLink.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { UnitName } from '#web/ui/UnitName.tsx'
import type { ItemDetail } from './item-filter.ts'

/** What is owed, by which order, and who was told in the same second (rule 9). */
export function ItemHead({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  const format = useFormat()
  const deliverable = format.bilingual({ zh: item.deliverableZh, en: item.deliverableEn })
  return (
    <Facts
      missing={t('command.item.not_stated')}
      facts={[
        { label: t('command.item.deliverable'), value: deliverable || null },
        {
          label: t('command.item.evidence_needed'),
          value: item.evidence && t(`command.item.evidence.${item.evidence}`),
        },
        { label: t('command.directive.one'), value: <DirectiveOf item={item} /> },
        { label: t('command.item.route'), value: <Route item={item} /> },
      ]}
    />
  )
}

function DirectiveOf({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  const format = useFormat()
  if (item.directiveId === null) return t(`command.item.kind.${item.kind}`)
  if (item.directiveNumber === null) return t('command.directive.out_of_sight')
  const title = format.bilingual({
    zh: item.directiveTitleZh ?? '',
    en: item.directiveTitleEn ?? '',
  })
  return (
    <AppLink to={`/directives/${item.directiveId}`}>
      {item.directiveNumber} {title}
    </AppLink>
  )
}

function Route({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  return (
    <span>
      {t('command.item.one_hop')}
      {item.copied.length > 0 && (
        <>
          {' · '}
          {t('command.item.copied')}{' '}
          {item.copied.map((code, index) => (
            <span key={code}>
              {index > 0 && ' · '}
              <UnitName code={code} />
            </span>
          ))}
        </>
      )}
    </span>
  )
}
