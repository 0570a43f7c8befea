import { Select } from 'antd'
import { useState } from 'react'
import { ListAccounts } from '#kernel/access/account.schema.ts'
import { useList } from '../api.ts'
import type { Field } from '../form.ts'
import { useFormat, useText } from '../i18n.ts'
import { useSettled } from '../navigation.ts'
import { describedBy, FieldFrame, type FieldLook } from './FieldFrame.tsx'

export interface PersonFieldProps extends FieldLook {
  readonly field: Field<string | null>
  /** Only people with a post at this unit. */
  readonly unitCode?: string
}

/** A colleague, found by name, username or unit. */
export function PersonField({ field, unitCode, ...look }: PersonFieldProps) {
  const t = useText()
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const search = useSettled(typed)
  const accounts = useList(ListAccounts, {
    limit: 30,
    ...(search ? { search } : {}),
    ...(unitCode ? { unitCode } : {}),
  })
  const options = (accounts.rows ?? []).map((account) => {
    const post = account.appointments[0]
    const detail = post
      ? `${t(`access.post.${post.post}`)}, ${format.name({ nameZh: post.unitNameZh, nameEn: post.unitNameEn })}`
      : account.username
    return { value: String(account.id), label: `${format.name(account)} · ${detail}` }
  })
  return (
    <FieldFrame id={field.id} problem={field.problem} {...look}>
      <Select
        id={field.id}
        value={field.value}
        placeholder={t('web.person.choose')}
        options={options}
        loading={accounts.isLoading}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        notFoundContent={t('web.nothing_found')}
        allowClear={look.isOptional ?? false}
        {...(field.problem === undefined ? {} : { status: 'error' as const })}
        aria-invalid={field.problem !== undefined}
        aria-describedby={describedBy(field.id, look, field.problem)}
        onChange={(value) => field.set(value ?? null)}
      />
    </FieldFrame>
  )
}
