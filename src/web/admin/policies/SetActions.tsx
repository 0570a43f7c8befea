import { useState } from 'react'
import { policyWrites } from '#kernel/policy/policy.schema.ts'
import { useWrite } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { useGo } from '../../navigation.ts'
import { useSession } from '../../session.ts'
import { showToast } from '../../toast.ts'
import { Button } from '../../ui/Button.tsx'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Can } from '../../ui/Can.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { lacksOf } from './activation.ts'
import { DraftSetForm } from './DraftSetForm.tsx'
import { EndSetForm } from './EndSetForm.tsx'
import type { OpenedSet } from './policy-words.ts'
import { ReviseSetForm } from './ReviseSetForm.tsx'

type Open = 'copy' | 'revise' | 'end' | null

/** What may be done to a set; each button says why not and who can. */
export function SetActions({ opened }: { readonly opened: OpenedSet }) {
  const t = useText()
  const go = useGo()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const { set } = opened
  const titles = {
    copy: t('web.policy.draft'),
    revise: t('web.policy.revise'),
    end: t('web.policy.end'),
  }
  return (
    <>
      <ButtonLink to={`/admin/policies?view=compare&right=${set.id}`}>
        {t('web.policy.compare')}
      </ButtonLink>
      <Can use={policyWrites.draft}>
        <Button onClick={() => setOpen('copy')}>{t('web.policy.copy')}</Button>
      </Can>
      {set.status === 'draft' ? (
        <>
          <Can use={policyWrites.revise}>
            <Button onClick={() => setOpen('revise')}>{t('web.policy.revise')}</Button>
          </Can>
          <Activate opened={opened} />
        </>
      ) : (
        <Can use={policyWrites.end}>
          <Button kind="danger" onClick={() => setOpen('end')}>
            {t('web.policy.end')}
          </Button>
        </Can>
      )}
      <Dialog title={open ? titles[open] : ''} isOpen={open !== null} onClose={close}>
        {open === 'copy' && (
          <DraftSetForm
            copyFrom={set.id}
            onCancel={close}
            onDone={(id) => {
              close()
              go(`/admin/policies/${id}`)
            }}
          />
        )}
        {open === 'revise' && <ReviseSetForm set={set} onDone={close} />}
        {open === 'end' && <EndSetForm set={set} onDone={close} />}
      </Dialog>
    </>
  )
}

function Activate({ opened }: { readonly opened: OpenedSet }) {
  const t = useText()
  const format = useFormat()
  const { data: session } = useSession()
  const activate = useWrite(policyWrites.activate)
  const { set } = opened
  // Four eyes: whoever wrote in the draft does not put it in force.
  const isAuthor = session !== undefined && set.authors.includes(session.account.id)
  const refusal = isAuthor ? t('policy.set.same_person') : (lacksOf(opened, t)[0] ?? null)
  const act = async () => {
    await activate.submit({ id: set.id, version: set.version })
    showToast(t('web.policy.activated', { name: format.name(set) }))
  }
  return (
    <Can use={policyWrites.activate} unless={refusal}>
      <Confirm
        verb={t('web.policy.activate')}
        thing={format.name(set)}
        kind="primary"
        consequence={t('web.policy.activate_consequence', {
          order: set.orderNumber ?? '',
          day: set.effectiveFrom ? format.day(set.effectiveFrom) : '',
          count: opened.values.length,
        })}
        run={act}
      />
    </Can>
  )
}
