import { useState } from 'react'
import { useText } from '#web/i18n.ts'
import { Button } from '#web/ui/Button.tsx'
import { ButtonLink } from '#web/ui/ButtonLink.tsx'
import { Can } from '#web/ui/Can.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { directives } from '../directive.schema.ts'
import type { DirectiveDetail } from './directive-rows.ts'
import { ReportForm } from './ReportForm.tsx'
import { WithdrawForm } from './WithdrawForm.tsx'

type Act = 'report' | 'withdraw'

/** What may be done with an order: report it back when all is done, take it back while it runs. */
export function DirectiveActs({ directive }: { readonly directive: DirectiveDetail }) {
  const t = useText()
  const [act, setAct] = useState<Act | null>(null)
  const { status, id } = directive
  const close = () => setAct(null)
  const named = { status: t(`command.directive.status.${status}`) }
  if (status === 'drafted') {
    return (
      <Can use={directives.draft}>
        <ButtonLink to={`/directives/${id}/edit`} kind="primary">
          {t('command.directive.edit')}
        </ButtonLink>
      </Can>
    )
  }
  const whyNoReport =
    status === 'issued'
      ? t('command.directive.not_done_yet')
      : t('command.directive.wrong_status', named)
  return (
    <>
      <Can use={directives.report} unless={status === 'completed' ? null : whyNoReport}>
        <Button
          kind={status === 'completed' ? 'primary' : 'plain'}
          onClick={() => setAct('report')}
        >
          {t('command.directive.report')}
        </Button>
      </Can>
      <Can
        use={directives.withdraw}
        unless={status === 'issued' ? null : t('command.directive.wrong_status', named)}
      >
        <Button kind="danger" onClick={() => setAct('withdraw')}>
          {t('command.directive.withdraw')}
        </Button>
      </Can>
      <Dialog title={t('command.directive.report')} isOpen={act === 'report'} onClose={close}>
        <ReportForm directive={directive} onDone={close} />
      </Dialog>
      <Dialog
        title={t('web.confirm.question', {
          verb: t('command.directive.withdraw'),
          thing: directive.number,
        })}
        isOpen={act === 'withdraw'}
        onClose={close}
      >
        <WithdrawForm directive={directive} onDone={close} />
      </Dialog>
    </>
  )
}
