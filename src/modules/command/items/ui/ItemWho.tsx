import { useText } from '#web/i18n.ts'
import { Facts } from '#web/ui/Facts.tsx'
import { PersonName } from '#web/ui/PersonName.tsx'
import { UnitName } from '#web/ui/UnitName.tsx'
import type { ItemDetail } from './item-filter.ts'

/** One lead unit with people to call; who verifies and who ordered. */
export function ItemWho({ item }: { readonly item: ItemDetail }) {
  const t = useText()
  const unit = (code: string | null) => (code ? <UnitName code={code} /> : null)
  return (
    <Facts
      missing={t('web.none')}
      facts={[
        { label: t('command.item.lead'), value: unit(item.leadUnitCode) },
        {
          label: t('command.item.people'),
          value: item.leadPeople.length > 0 ? <People people={item.leadPeople} /> : null,
        },
        { label: t('command.item.verifier'), value: unit(item.verifierUnitCode) },
        { label: t('command.item.issuer'), value: unit(item.issuerUnitCode) },
        ...(item.transferTo
          ? [{ label: t('command.item.transfer_asked'), value: unit(item.transferTo) }]
          : []),
      ]}
    />
  )
}

function People({ people }: { readonly people: ItemDetail['leadPeople'] }) {
  const t = useText()
  return (
    <ul>
      {people.map((person) => (
        <li key={person.accountId}>
          <PersonName person={person} />{' '}
          {person.phone ? (
            <a className="nowrap" href={`tel:${person.phone}`}>
              {t('command.item.call', { phone: person.phone })}
            </a>
          ) : (
            <span className="muted small">{t('command.item.no_phone')}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
