import '../admin.css'
import { PostName } from '#kernel/access/contract.ts'
import { useFormat, useText } from '../../i18n.ts'
import { UnitName } from '../../ui/UnitName.tsx'
import type { LedgerEntry } from './ledger-filter.ts'

export interface ActorProps {
  readonly entry: LedgerEntry
  /** Narrows the list to this person. */
  readonly onPick: (accountId: string) => void
}

/** Who did it, as what, for which unit; without an account the system did it by the clock. */
export function Actor({ entry, onPick }: ActorProps) {
  const t = useText()
  const format = useFormat()
  const { accountId, accountNameZh, accountNameEn, post, unitCode } = entry
  if (accountId === null) {
    // A call that everybody may make is recorded as `POST /…`; all else without an account is the clock's.
    const isCall = entry.action.includes(' /')
    return <span className="muted">{t(isCall ? 'web.ledger.nobody' : 'web.ledger.system')}</span>
  }
  const name = format.name({ nameZh: accountNameZh ?? accountId, nameEn: accountNameEn ?? '' })
  const held = PostName.safeParse(post)
  return (
    <span className="term">
      <button
        type="button"
        className="link-button"
        title={t('web.ledger.only', { name })}
        onClick={() => onPick(accountId)}
      >
        {name}
      </button>
      <span className="small muted">
        {held.success ? t(`access.post.${held.data}`) : post}
        {unitCode && (
          <>
            {' · '}
            <UnitName code={unitCode} />
          </>
        )}
      </span>
    </span>
  )
}
