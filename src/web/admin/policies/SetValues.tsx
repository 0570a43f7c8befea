import { useState } from 'react'
import { policyReads, policyWrites } from '#kernel/policy/policy.schema.ts'
import { useRead } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Can } from '../../ui/Can.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Section } from '../../ui/Section.tsx'
import { AddValueForm } from './AddValueForm.tsx'
import { FixValueForm } from './FixValueForm.tsx'
import type { OpenedSet } from './policy-words.ts'
import { SetValuesTable } from './SetValuesTable.tsx'

/** What the set says; in a draft each value can be set, added and taken out. */
export function SetValues({ opened }: { readonly opened: OpenedSet }) {
  const t = useText()
  const format = useFormat()
  const [key, setKey] = useState<string | null>(null)
  const [isAdding, setAdding] = useState(false)
  const { set, values } = opened
  const isDraft = set.status === 'draft'
  const keys = useRead(policyReads.keys, {}, { enabled: isDraft }).data ?? []
  const free = keys.filter((entry) => !values.some((value) => value.key === entry.key))
  const edited = keys.find((entry) => entry.key === key)
  const close = () => {
    setKey(null)
    setAdding(false)
  }
  return (
    <Section
      title={t('web.policy.values')}
      actions={
        isDraft && (
          <Can use={policyWrites.fix} unless={free.length === 0 ? t('web.policy.all_set') : null}>
            <Button icon="plus" onClick={() => setAdding(true)}>
              {t('web.policy.add_value')}
            </Button>
          </Can>
        )
      }
    >
      {values.length === 0 ? (
        <Empty>{t('web.policy.no_values')}</Empty>
      ) : (
        <SetValuesTable opened={opened} onEdit={setKey} />
      )}
      <Dialog
        title={edited ? format.bilingual(edited) : t('web.policy.add_value')}
        isOpen={isAdding || edited !== undefined}
        onClose={close}
      >
        {edited ? (
          <FixValueForm
            set={set}
            entry={edited}
            standing={values.find((value) => value.key === key) ?? null}
            onDone={close}
          />
        ) : (
          <AddValueForm set={set} keys={free} onDone={close} />
        )}
      </Dialog>
    </Section>
  )
}
