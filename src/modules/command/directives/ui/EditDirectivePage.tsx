import { useState } from 'react'
import { useRead } from '#web/api.ts'
import { useText } from '#web/i18n.ts'
import { usePathParam } from '#web/navigation.ts'
import { ButtonLink } from '#web/ui/ButtonLink.tsx'
import { Empty } from '#web/ui/Empty.tsx'
import { Notice } from '#web/ui/Notice.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import '../../ui/command.css'
import '../../ui/draft.css'
import { DirectiveId } from '../../contract.ts'
import { directives } from '../directive.schema.ts'
import { DirectiveEditor } from './DirectiveEditor.tsx'

/** A draft, revised until it is complete enough to be issued. */
export function EditDirectivePage() {
  const t = useText()
  const param = usePathParam('directiveId')
  const id = DirectiveId.safeParse(param).data
  const query = useRead(directives.get, { id: param }, { enabled: id !== undefined })
  const [opened, setOpened] = useState(0)
  return (
    <Page title={t('command.directive.edit')} lead={t('command.draft.lead')}>
      {id === undefined ? (
        <Notice tone="problem">{t('kernel.not_found')}</Notice>
      ) : (
        <Shown query={query}>
          {(directive) =>
            directive.status === 'drafted' ? (
              <DirectiveEditor
                key={`${directive.id} ${opened}`}
                directive={directive}
                onReload={() => setOpened(opened + 1)}
              />
            ) : (
              <Empty
                action={
                  <ButtonLink to={`/directives/${directive.id}`}>
                    {t('command.directive.open')}
                  </ButtonLink>
                }
              >
                {t('command.draft.already_issued', { number: directive.number })}
              </Empty>
            )
          }
        </Shown>
      )}
    </Page>
  )
}
