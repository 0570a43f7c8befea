import * as z from 'zod'
import { endpoint, timestamp } from '../contract.ts'
import { AppointmentId, Concealed } from './contract.ts'

const Code = z.string().regex(/^[0-9]{6}$/)

const credentials = z.object({
  username: z.string().trim().toLowerCase().min(1).max(80),
  password: Concealed,
  /** The six digits of the authenticator app. */
  code: Code.optional(),
  /** Asked for by the answer `change_password`, sent with everything else once more. */
  newPassword: Concealed.optional(),
  /** What the browser calls itself, for the list of one's open sessions. */
  device: z.string().trim().min(1).max(120).optional(),
})

/**
 * How an attempt ended. A refused one is an answer, not an error, so that it is counted and recorded. The
 * same request is repeated with what is missing; there is no session before everything has been given.
 */
export const SignInAnswer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('signed_in'),
    /** Leaves the server as a cookie only. */
    sessionToken: z.string(),
    expiresAt: timestamp,
    appointmentId: AppointmentId,
  }),
  z.object({
    state: z.literal('refused'),
    /** `wrong` says no more than that: an unknown name is answered the same. */
    reason: z.enum(['wrong', 'locked', 'code_wrong', 'code_used', 'initial_expired', 'no_post']),
    /** Seconds until the next attempt is looked at; 0 is now. */
    waitSeconds: z.int(),
  }),
  z.object({ state: z.literal('code_needed') }),
  /** The first password was only for this: `newPassword`, and the code where one is in use. */
  z.object({ state: z.literal('change_password'), codeNeeded: z.boolean() }),
  /** The post decides: scan this, then confirm with the first code. A `newPassword` sent is in force now. */
  z.object({ state: z.literal('enrol_second_factor'), provisioningUri: z.string() }),
])
export type SignInAnswer = z.infer<typeof SignInAnswer>

export const SignIn = endpoint('POST', '/access/sign-in', {
  permission: 'anyone',
  input: credentials,
  output: SignInAnswer,
})

/** The first code of a newly enrolled authenticator app; on success the person is signed in. */
export const ConfirmSecondFactor = endpoint('POST', '/access/second-factor/confirm', {
  permission: 'anyone',
  input: credentials.required({ code: true }),
  output: SignInAnswer,
})

export const ChangePassword = endpoint('POST', '/access/password', {
  permission: 'signed_in',
  input: z.object({ current: Concealed, next: Concealed }),
  output: z.discriminatedUnion('state', [
    /** Every other session of the account is ended. */
    z.object({ state: z.literal('changed'), endedSessions: z.int() }),
    z.object({
      state: z.literal('refused'),
      reason: z.enum(['wrong', 'locked']),
      waitSeconds: z.int(),
    }),
  ]),
})
