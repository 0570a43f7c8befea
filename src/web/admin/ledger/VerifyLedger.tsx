import { useState } from 'react'
import { ledgerEndpoints } from '#kernel/ledger/ledger.schema.ts'
import { useWrite } from '../../api.ts'
import { useText } from '../../i18n.ts'
import type { AnswerOf } from '../../request.ts'
import { Button } from '../../ui/Button.tsx'
import { Can } from '../../ui/Can.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ProblemNotice } from '../../ui/ProblemNotice.tsx'
import { Section } from '../../ui/Section.tsx'

type Result = AnswerOf<typeof ledgerEndpoints.verify>

/** Recomputes the latest stretch of the chain and says what it found. */
export function VerifyLedger() {
  const t = useText()
  const verify = useWrite(ledgerEndpoints.verify)
  const [result, setResult] = useState<Result | null>(null)
  const run = async () => {
    setResult(null)
    try {
      setResult(await verify.submit({}))
    } catch {
      // Shown below: the write keeps its own problem.
    }
  }
  return (
    <Section
      title={t('web.ledger.verify_title')}
      actions={
        <Can use={ledgerEndpoints.verify}>
          <Button kind="primary" icon="shield" isBusy={verify.isBusy} onClick={() => void run()}>
            {t('web.ledger.verify')}
          </Button>
        </Can>
      }
    >
      <div role="status" className="stack">
        {verify.problem ? (
          <ProblemNotice problem={verify.problem} />
        ) : result ? (
          <Verdict result={result} />
        ) : (
          <p className="muted">{t('web.ledger.verify_text')}</p>
        )}
      </div>
    </Section>
  )
}

function Verdict({ result }: { readonly result: Result }) {
  const t = useText()
  const { from, to, tookMs, firstDamaged, isComplete, ok } = result
  if (firstDamaged) {
    const { seq, upTo, why } = firstDamaged
    return (
      <Notice tone="problem">
        <strong>{t('ledger.verify.damaged', { seq, upTo })}</strong> {t(`ledger.damage.${why}`)}
      </Notice>
    )
  }
  const span = { from, to, milliseconds: tookMs }
  if (ok && isComplete) return <Notice tone="good">{t('web.ledger.intact', span)}</Notice>
  return <Notice tone="attention">{t('web.ledger.intact_so_far', span)}</Notice>
}
