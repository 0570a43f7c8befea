import type { ReactNode } from 'react'
import type { FormState } from '../form.ts'
import { useText } from '../i18n.ts'
import { Button } from './Button.tsx'
import { ErrorSummary } from './ErrorSummary.tsx'

export interface FormProps<Values extends object> {
  readonly form: FormState<Values>
  /** The verb of the one filled button. */
  readonly submit: string
  /** Why it cannot be sent now. */
  readonly disabledReason?: string | undefined
  readonly onCancel?: () => void
  /** Labels of the fields, for the summary's links. */
  readonly labels: Readonly<Partial<Record<keyof Values & string, string>>>
  readonly children: ReactNode
}

/** The form shell: summary of problems with focus, fields, one filled button. */
export function Form<Values extends object>(props: FormProps<Values>) {
  const { form, submit, disabledReason, onCancel, labels, children } = props
  const t = useText()
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      <ErrorSummary form={form} labels={labels} />
      {children}
      <div className="form-buttons">
        <Button kind="primary" type="submit" isBusy={form.isBusy} disabledReason={disabledReason}>
          {submit}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('web.cancel')}</Button>}
      </div>
    </form>
  )
}
