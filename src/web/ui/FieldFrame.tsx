import type { ReactNode } from 'react'
import { useFieldProblem } from '../field-problem.ts'
import { useText } from '../i18n.ts'

/** What all fields of the kit take besides their `field`. */
export interface FieldLook {
  readonly label: string
  readonly hint?: string
  /** Fields are required unless this says otherwise; the label then says so. */
  readonly isOptional?: boolean
}

export interface FieldFrameProps extends FieldLook {
  readonly id: string
  readonly problem: string | undefined
  readonly children: ReactNode
}

/** Ids of hint and problem, for `aria-describedby`. */
export function describedBy(
  id: string,
  look: FieldLook,
  problem: string | undefined,
): string | undefined {
  const ids = [look.hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** Label, hint and problem around a control. */
export function FieldFrame({ id, label, hint, isOptional, problem, children }: FieldFrameProps) {
  const t = useText()
  const say = useFieldProblem()
  return (
    <div className="field">
      <label htmlFor={id} id={`${id}-label`} className="field-label">
        {label} {isOptional && <span className="field-optional">{t('web.field.optional')}</span>}
      </label>
      {hint && (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
      {children}
      {problem && (
        <span id={`${id}-problem`} className="field-problem">
          {say(problem)}
        </span>
      )}
    </div>
  )
}
