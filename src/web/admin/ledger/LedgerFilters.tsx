import { ListAccounts } from '#kernel/access/account.schema.ts'
import { ListGrants } from '#kernel/access/holder.schema.ts'
import { useRead } from '../../api.ts'
import { useText } from '../../i18n.ts'
import { usePermits } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { PersonField } from '../../ui/PersonField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useActWords } from '../act-words.ts'
import { withAll } from '../url-field.ts'
import type { LedgerFilter } from './ledger-filter.ts'

const everyAct = 'all'

/** Who, what, about what, when. Those who may not list accounts pick a person from the entries. */
export function LedgerFilters({ filter }: { readonly filter: LedgerFilter }) {
  const t = useText()
  const acts = useActWords()
  const mayListAccounts = usePermits()(ListAccounts) === true
  const grants = useRead(ListGrants, {}).data ?? {}
  const { account, action, subject, from, to } = filter
  const known = Object.keys(grants).filter((permission) => !isRead(permission))
  const options = action.value && !known.includes(action.value) ? [action.value, ...known] : known
  const clear = () => {
    for (const field of [account, action, subject, from, to]) field.set(null)
  }
  return (
    <>
      <div className="filters">
        {mayListAccounts && <PersonField field={account} label={t('web.ledger.who')} />}
        <ChoiceField
          field={withAll(action, everyAct)}
          label={t('web.ledger.act')}
          options={[everyAct, ...options]}
          text={(act) => (act === everyAct ? t('web.ledger.every_act') : (acts(act) ?? act))}
        />
        <TextField
          field={{ ...subject, value: subject.value ?? '' }}
          label={t('web.ledger.subject_id')}
          maxLength={200}
        />
        <DateTimeField field={from} show="day" label={t('web.ledger.from')} />
        <DateTimeField field={to} show="day" label={t('web.ledger.to')} />
      </div>
      <div className="row">
        <p className="small muted">
          {t(mayListAccounts ? 'web.ledger.filter_hint' : 'web.ledger.filter_hint_who')}
        </p>
        {!filter.isEmpty && (
          <Button kind="quiet" icon="close" onClick={clear}>
            {t('web.ledger.clear')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Reads leave no entry under their own name, so they are no choice here. */
function isRead(permission: string): boolean {
  return permission.endsWith('.read')
}
