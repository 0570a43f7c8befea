import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmSecondFactor, SignIn } from '#kernel/access/sign-in.schema.ts'
import { safeReturn } from '../address.ts'
import { useWrite } from '../api.ts'
import { deviceName } from '../device-name.ts'
import { type FormState, useForm } from '../form.ts'
import { useGo, useUrlText } from '../navigation.ts'
import { Problem } from '../problem.ts'
import type { AnswerOf } from '../request.ts'

export interface SignInValues {
  readonly username: string
  readonly password: string
  readonly code: string
  readonly newPassword: string
  readonly repeated: string
}

/** What is asked for at this moment; each answer of the server opens the next. */
export type SignInStep =
  | { readonly asks: 'password' }
  | { readonly asks: 'code' }
  | { readonly asks: 'new_password'; readonly needsCode: boolean }
  | { readonly asks: 'enrolment'; readonly provisioningUri: string }

type Answer = AnswerOf<typeof SignIn>
type Refusal = Extract<Answer, { state: 'refused' }>

export interface SignInFlow {
  readonly step: SignInStep
  readonly refusal: Refusal | null
  readonly form: FormState<SignInValues>
  startAgain(): void
}

const start: SignInStep = { asks: 'password' }
const blank: SignInValues = { username: '', password: '', code: '', newPassword: '', repeated: '' }

/** One form that grows with what the server asks for; nothing typed is asked for twice. */
export function useSignIn(): SignInFlow {
  const [step, setStep] = useState<SignInStep>(start)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [from] = useUrlText('from')
  const client = useQueryClient()
  const go = useGo()
  const signIn = useWrite(SignIn)
  const confirm = useWrite(ConfirmSecondFactor)
  const send = async (values: SignInValues) => {
    setRefusal(null)
    const input = inputFor(step, values)
    const answer =
      step.asks === 'enrolment'
        ? await confirm.submit({ ...input, code: values.code.trim() })
        : await signIn.submit(input)
    if (answer.state === 'refused') setRefusal(answer)
    else if (answer.state === 'signed_in') {
      // What the person before saw is gone before anything is drawn.
      client.clear()
      go(safeReturn(from), { replace: true })
    } else setStep(nextStep(answer))
  }
  const form = useForm<SignInValues>({ initial: blank, send })
  return {
    step,
    refusal,
    form,
    startAgain() {
      setStep(start)
      setRefusal(null)
      form.set({ password: '', code: '', newPassword: '', repeated: '' })
    },
  }
}

function nextStep(answer: Exclude<Answer, { state: 'refused' | 'signed_in' }>): SignInStep {
  switch (answer.state) {
    case 'code_needed':
      return { asks: 'code' }
    case 'change_password':
      return { asks: 'new_password', needsCode: answer.codeNeeded }
    case 'enrol_second_factor':
      return { asks: 'enrolment', provisioningUri: answer.provisioningUri }
  }
}

function inputFor(step: SignInStep, values: SignInValues) {
  if (step.asks === 'new_password' && values.newPassword !== values.repeated) {
    throw new Problem(422, 'kernel.invalid', {
      fields: [{ path: 'repeated', problem: 'repeated' }],
    })
  }
  const code = values.code.normalize('NFKC').trim()
  // A password already replaced is the password from now on.
  const password =
    step.asks === 'enrolment' && values.newPassword ? values.newPassword : values.password
  return {
    username: values.username,
    password,
    device: deviceName(navigator.userAgent),
    ...(code && step.asks !== 'password' ? { code } : {}),
    ...(step.asks === 'new_password' ? { newPassword: values.newPassword } : {}),
  }
}
