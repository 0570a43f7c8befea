import { type ReactNode, useState } from 'react'
import { useText } from '../i18n.ts'
import { type Problem, problemFrom } from '../problem.ts'
import { Button, type ButtonProps } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

export interface ConfirmProps {
  /** The verb, on the button and as the question's title. */
  readonly verb: string
  /** The thing it is done to, by name: what is confirmed must be readable. */
  readonly thing: string
  readonly consequence?: ReactNode
  readonly kind?: NonNullable<ButtonProps['kind']>
  readonly icon?: ButtonProps['icon']
  readonly run: () => Promise<unknown>
}

/** A button whose act is asked about first, with the name of the thing. */
export function Confirm({ verb, thing, consequence, kind = 'danger', icon, run }: ConfirmProps) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const act = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await run()
      setOpen(false)
    } catch (error) {
      setProblem(problemFrom(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button kind={kind} onClick={() => setOpen(true)} {...(icon ? { icon } : {})}>
        {verb}
      </Button>
      <Dialog
        title={t('web.confirm.question', { verb, thing })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('web.cancel')}</Button>
            <Button
              kind={kind === 'danger' ? 'danger' : 'primary'}
              isBusy={isBusy}
              onClick={() => void act()}
            >
              {verb}
            </Button>
          </>
        }
      >
        <div className="stack">
          {consequence && <div>{consequence}</div>}
          {problem && <ProblemNotice problem={problem} />}
        </div>
      </Dialog>
    </>
  )
}
