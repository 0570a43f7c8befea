import type * as z from 'zod'
import { realClock } from '../clock.ts'
import { Invalid } from '../errors.ts'
import { asIdentityDoor, type WriteCtx } from '../module.ts'
import { type AccessTables, type CredentialRow, write } from './access.module.ts'
import type { AppointmentId } from './contract.ts'
import { type Credential, findCredential } from './credential.ts'
import {
  countFailure,
  type Failures,
  forgetFailures,
  secondsLocked,
  unknownFailures,
} from './lock-out.ts'
import { endSessions, openSession } from './open-session.ts'
import { checkPassword, fitsPassword, hashPassword } from './password.ts'
import { newSecondFactor, stepOfCode } from './second-factor.ts'
import { ChangePassword, ConfirmSecondFactor, SignIn, type SignInAnswer } from './sign-in.schema.ts'

type Ctx = Pick<WriteCtx<AccessTables>, 'tx' | 'about'>
type Given = z.output<typeof SignIn.input>
type Refused = Extract<SignInAnswer, { state: 'refused' }>

const initialDays = 7

export const signIn = asIdentityDoor(write(SignIn, (ctx, given) => enter(ctx, given, false)))

export const confirmSecondFactor = asIdentityDoor(
  write(ConfirmSecondFactor, (ctx, given) => enter(ctx, given, true)),
)

/** One attempt of somebody who has given a name and a password. */
interface Attempt {
  readonly given: Given
  readonly at: Date
  readonly failures: Failures
  /** The first code of a new app is being confirmed. */
  readonly confirming: boolean
}

async function enter(ctx: Ctx, given: Given, confirming: boolean): Promise<SignInAnswer> {
  const at = realClock.real()
  // The credential stays locked until the commit: of two attempts at once the second sees what the first did.
  const credential = await findCredential(ctx.tx, given.username)
  const failures = credential
    ? { ...credential, of: { accountId: credential.accountId } }
    : await unknownFailures(ctx.tx, given.username)
  ctx.about('account.refused', credential?.accountId ?? 'unknown')
  const waitSeconds = secondsLocked(failures, at)
  if (waitSeconds > 0) return { state: 'refused', reason: 'locked', waitSeconds }
  const attempt = { given, at, failures, confirming }
  const fits = await fitsPassword(credential?.passwordHash ?? null, given.password.reveal())
  if (!credential || !fits) return refuse(ctx, attempt, 'wrong')
  return admit(ctx, attempt, credential)
}

async function refuse(ctx: Ctx, attempt: Attempt, reason: Refused['reason']): Promise<Refused> {
  const waitSeconds = await countFailure(ctx.tx, attempt.failures, attempt.at)
  const { of } = attempt.failures
  const about = 'accountId' in of ? of.accountId : 'unknown'
  ctx.about(waitSeconds > 0 ? 'account.locked' : 'account.refused', about)
  return { state: 'refused', reason, waitSeconds }
}

// The password fits. What else is asked depends on the account: a post, a new password, a code.
async function admit(ctx: Ctx, attempt: Attempt, credential: Credential): Promise<SignInAnswer> {
  const { given, at } = attempt
  ctx.about('account.password_given', credential.accountId)
  const [first] = credential.appointments
  if (!first) return { state: 'refused', reason: 'no_post', waitSeconds: 0 }
  const codeNeeded = credential.totpConfirmedAt !== null
  const change = passwordChange(credential, given, at)
  if (change === 'expired') return { state: 'refused', reason: 'initial_expired', waitSeconds: 0 }
  if (change === 'missing') return { state: 'change_password', codeNeeded }
  const enrolling = !codeNeeded && credential.appointments.some(({ decides }) => decides)
  const secondFactor = codeNeeded || enrolling
  if (secondFactor) {
    const open = codeNeeded
      ? await proveCode(ctx, attempt, credential)
      : await proveFirstCode(ctx, attempt, credential)
    if (open) return open
  }
  await saveNewPassword(ctx, attempt, credential)
  return begin(ctx, attempt, { credential, appointmentId: first.id, secondFactor })
}

/** What is still open with the code, or null when it has proven the person. */
async function proveCode(
  ctx: Ctx,
  attempt: Attempt,
  credential: Credential,
): Promise<SignInAnswer | null> {
  if (!attempt.given.code) return { state: 'code_needed' }
  const reason = await useCode(ctx, attempt, credential)
  return reason ? refuse(ctx, attempt, reason) : null
}

async function proveFirstCode(
  ctx: Ctx,
  attempt: Attempt,
  credential: Credential,
): Promise<SignInAnswer | null> {
  if (attempt.confirming && credential.totpSealed) return proveCode(ctx, attempt, credential)
  await saveNewPassword(ctx, attempt, credential)
  return enrol(ctx, credential)
}

function passwordChange(
  { mustChange, changedAt, username }: Credential,
  { newPassword, password }: Given,
  at: Date,
): 'expired' | 'missing' | 'fine' {
  if (!mustChange) {
    if (newPassword) throw new Invalid('access.password.change_not_due')
    return 'fine'
  }
  // An initial password lies on slips of paper and in mails: it does not wait for its person for ever.
  if (at.getTime() - changedAt.getTime() > initialDays * 86_400_000) return 'expired'
  if (!newPassword) return 'missing'
  if (newPassword.reveal() === password.reveal()) throw new Invalid('access.password.unchanged')
  checkPassword(newPassword.reveal(), username)
  return 'fine'
}

async function saveNewPassword(ctx: Ctx, attempt: Attempt, credential: Credential): Promise<void> {
  const { newPassword } = attempt.given
  if (!newPassword) return
  await save(ctx, credential, {
    passwordHash: await hashPassword(newPassword.reveal()),
    mustChange: false,
    changedAt: attempt.at,
  })
}

async function enrol(ctx: Ctx, credential: Credential): Promise<SignInAnswer> {
  const { sealed, provisioningUri } = newSecondFactor(credential.username)
  await save(ctx, credential, { totpSealed: sealed, totpLastStep: null })
  ctx.about('account.enrolling', credential.accountId)
  return { state: 'enrol_second_factor', provisioningUri }
}

// A code is good once: its time step is kept, and neither it nor an older one is taken again.
async function useCode(
  ctx: Ctx,
  { given, at }: Attempt,
  credential: Credential,
): Promise<'code_wrong' | 'code_used' | null> {
  if (!credential.totpSealed || !given.code) return 'code_wrong'
  const step = stepOfCode(credential.totpSealed, given.code, at)
  if (step === null) return 'code_wrong'
  if (step <= (credential.totpLastStep ?? 0)) return 'code_used'
  const totpConfirmedAt = credential.totpConfirmedAt ?? at
  await save(ctx, credential, { totpLastStep: step, totpConfirmedAt })
  return null
}

async function begin(
  ctx: Ctx,
  { given, at }: Attempt,
  entry: { credential: Credential; appointmentId: AppointmentId; secondFactor: boolean },
): Promise<SignInAnswer> {
  const { accountId } = entry.credential
  await forgetFailures(ctx.tx, accountId)
  const { appointmentId, secondFactor } = entry
  const session = { accountId, appointmentId, secondFactor, device: given.device ?? null }
  const { sessionToken, expiresAt } = await openSession(ctx.tx, session, at)
  ctx.about('account.signed_in', accountId)
  return { state: 'signed_in', sessionToken, expiresAt, appointmentId }
}

async function save(
  ctx: Ctx,
  { accountId }: Credential,
  change: Partial<CredentialRow>,
): Promise<void> {
  await ctx.tx
    .updateTable('access.credential')
    .set(change)
    .where('accountId', '=', accountId)
    .execute()
}

export const changePassword = asIdentityDoor(
  write(ChangePassword, async (ctx, { current, next }) => {
    const at = realClock.real()
    const { accountId, session } = ctx.actor
    ctx.about('account.password_refused', accountId)
    const credential = await findCredential(ctx.tx, { accountId })
    if (!credential) throw new Invalid('access.password.none')
    const failures = { ...credential, of: { accountId } }
    const locked = secondsLocked(failures, at)
    if (locked > 0) return { state: 'refused', reason: 'locked', waitSeconds: locked } as const
    if (!(await fitsPassword(credential.passwordHash, current.reveal()))) {
      const waitSeconds = await countFailure(ctx.tx, failures, at)
      return { state: 'refused', reason: 'wrong', waitSeconds } as const
    }
    if (next.reveal() === current.reveal()) throw new Invalid('access.password.unchanged')
    checkPassword(next.reveal(), credential.username)
    const passwordHash = await hashPassword(next.reveal())
    await save(ctx, credential, { passwordHash, mustChange: false, changedAt: at })
    const endedSessions = await endSessions(ctx.tx, accountId, { at, except: session?.id })
    ctx.about('account.password_changed', accountId)
    return { state: 'changed', endedSessions } as const
  }),
)
