import '../admin/admin.css'
import { useState } from 'react'
import { installations } from '#kernel/installation/installation.schema.ts'
import { useRead } from '../api.ts'
import { useText } from '../i18n.ts'
import type { AnswerOf } from '../request.ts'
import { AppLink } from '../ui/AppLink.tsx'
import { Loading } from '../ui/Loading.tsx'
import { ProblemNotice } from '../ui/ProblemNotice.tsx'
import { GateFrame } from './GateFrame.tsx'
import { GateTitle } from './GateTitle.tsx'
import { SetupDone } from './setup/SetupDone.tsx'
import { SetupSteps } from './setup/SetupSteps.tsx'

type Established = AnswerOf<typeof installations.establish>

/** An empty database becomes an installation: city, policies, administrator, in one commit. */
export function SetupPage() {
  const t = useText()
  const installation = useRead(installations.show, {})
  const [done, setDone] = useState<Established | null>(null)
  return (
    <GateFrame isWide>
      {done ? (
        <SetupDone established={done} />
      ) : installation.problem ? (
        <ProblemNotice problem={installation.problem} retry={installation.retry} />
      ) : installation.data === undefined ? (
        <Loading />
      ) : installation.data.kind === null ? (
        <SetupSteps onDone={setDone} />
      ) : (
        <>
          <GateTitle>{t('web.setup.exists_title')}</GateTitle>
          <p>{t('web.setup.exists')}</p>
          <p className="muted">{t('web.setup.lost_password')}</p>
          <AppLink to="/sign-in">{t('web.setup.to_sign_in')}</AppLink>
        </>
      )}
    </GateFrame>
  )
}
