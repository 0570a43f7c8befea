import { ListGrants, ListHolders } from '#kernel/access/holder.schema.ts'
import type { Permission } from '#kernel/contract.ts'
import { useRead } from './api.ts'
import { useFormat, useText } from './i18n.ts'

const freshMs = 10 * 60_000
const named = 3

/** Why a post is refused a permission and who can instead; asked for only when somebody is refused. */
export function useRefusal(permission: Permission, isRefused: boolean): string | null {
  const t = useText()
  const format = useFormat()
  const options = { enabled: isRefused, fresh: freshMs }
  const grants = useRead(ListGrants, {}, options)
  const holders = useRead(ListHolders, { permission }, options)
  if (!isRefused) return null
  const posts = grants.data?.[permission]?.join(',') ?? ''
  const refusal = t('kernel.access.not_permitted', { posts })
  const people = (holders.data ?? []).slice(0, named).map((holder) => {
    const unit = format.name({ nameZh: holder.unitNameZh, nameEn: holder.unitNameEn })
    return t('web.holder', {
      name: format.name(holder),
      post: t(`access.post.${holder.post}`),
      unit,
    })
  })
  return people.length === 0
    ? refusal
    : `${refusal} ${t('web.holders', { people: people.join(' · ') })}`
}
