import { PostName } from '#kernel/access/contract.ts'
import type { Field } from '../../form.ts'
import { useText } from '../../i18n.ts'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { UnitField } from '../../ui/UnitField.tsx'
import { kindsFor } from './appointment-choice.ts'

export interface PostFieldsProps {
  readonly post: Field<PostName | null>
  readonly unit: Field<string | null>
}

/** A post and the unit at which it is held: only units where that post can stand. */
export function PostFields({ post, unit }: PostFieldsProps) {
  const t = useText()
  const kinds = kindsFor(post.value)
  const choosePost = (value: PostName | null) => {
    post.set(value)
    // A unit of another kind would be refused.
    unit.set(null)
  }
  return (
    <>
      <ChoiceField
        field={{ ...post, set: choosePost }}
        label={t('web.accounts.post')}
        options={PostName.options}
        text={(name) => t(`access.post.${name}`)}
      />
      <UnitField
        field={unit}
        kinds={kinds}
        label={t('web.accounts.unit')}
        hint={
          post.value === null
            ? t('web.accounts.post_first')
            : t('web.accounts.unit_kinds', {
                kinds: kinds.map((kind) => t(`access.unit_kind.${kind}`)).join(' · '),
              })
        }
      />
    </>
  )
}
