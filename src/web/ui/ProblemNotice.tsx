import { useText } from '../i18n.ts'
import { type Problem, useProblemText } from '../problem.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

export interface ProblemNoticeProps {
  readonly problem: Problem
  readonly retry?: () => void
}

/** A refusal or a failure, in one sentence; a refusal is not retried, a failure is. */
export function ProblemNotice({ problem, retry }: ProblemNoticeProps) {
  const t = useText()
  const say = useProblemText()
  const mayRetry = retry && (problem.status === 0 || problem.status >= 500)
  return (
    <Notice tone="problem" action={mayRetry && <Button onClick={retry}>{t('web.retry')}</Button>}>
      {say(problem)}
    </Notice>
  )
}
