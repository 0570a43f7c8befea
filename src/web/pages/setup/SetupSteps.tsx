import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { installations } from '#kernel/installation/installation.schema.ts'
import { refreshPaths, useWrite } from '../../api.ts'
import { useText } from '../../i18n.ts'
import { type Problem, problemFrom } from '../../problem.ts'
import type { AnswerOf } from '../../request.ts'
import { GateTitle } from '../GateTitle.tsx'
import { AdministratorStep } from './AdministratorStep.tsx'
import { CityStep } from './CityStep.tsx'
import { PolicyStep } from './PolicyStep.tsx'
import { type SetupDraft, useSetupDraft } from './setup-draft.ts'

export interface SetupStepsProps {
  readonly onDone: (established: AnswerOf<typeof installations.establish>) => void
}

const steps = ['city', 'policies', 'administrator'] as const

/** Three steps, nothing saved before the last; then everything at once. */
export function SetupSteps({ onDone }: SetupStepsProps) {
  const t = useText()
  const client = useQueryClient()
  const { draft, change, forget } = useSetupDraft()
  const [unitsRefused, setUnitsRefused] = useState<Problem | null>(null)
  const establish = useWrite(installations.establish)
  const commit = async (last: Partial<SetupDraft>, setupCode: string) => {
    try {
      const established = await establish.submit(inputOf({ ...draft, ...last }, setupCode))
      forget()
      onDone(established)
      // The sign-in page asks whether there is anything to set up; it must not hear the old answer.
      await refreshPaths(client, [installations.show.path])
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.code !== 'installation.units_refused') throw error
      // The file is what is wrong: back to where it was chosen, with the lines.
      setUnitsRefused(problem)
      change({ ...last, step: 0 })
    }
  }
  return (
    <>
      <GateTitle>{t('web.setup.title')}</GateTitle>
      <p className="muted">{t('web.setup.lead')}</p>
      <ol className="steps" aria-label={t('web.setup.steps')}>
        {steps.map((step, index) => (
          <li key={step} aria-current={index === draft.step ? 'step' : undefined}>
            {t('web.setup.step', { number: index + 1, name: t(`web.setup.step.${step}`) })}
          </li>
        ))}
      </ol>
      {draft.step === 0 && (
        <CityStep
          draft={draft}
          refused={unitsRefused}
          onNext={(city) => {
            setUnitsRefused(null)
            change({ ...city, step: 1 })
          }}
        />
      )}
      {draft.step === 1 && (
        <PolicyStep
          draft={draft}
          onBack={() => change({ step: 0 })}
          onNext={(shippedPolicies) => change({ shippedPolicies, step: 2 })}
        />
      )}
      {draft.step === 2 && (
        <AdministratorStep
          draft={draft}
          onBack={(person) => change({ ...person, step: 1 })}
          onCommit={commit}
        />
      )}
    </>
  )
}

function inputOf(draft: SetupDraft, setupCode: string) {
  const { cityZh, cityEn, source, file, shippedPolicies, username, adminZh, adminEn } = draft
  return {
    setupCode,
    nameZh: cityZh,
    nameEn: cityEn,
    units: source === 'csv' ? { source, text: file?.text ?? '' } : { source },
    shippedPolicies,
    administrator: { username, nameZh: adminZh, nameEn: adminEn },
  }
}
