import type * as z from 'zod'
import { realClock } from '../clock.ts'
import { found } from '../dispatch.ts'
import { Forbidden, Invalid, Refused } from '../errors.ts'
import type { WriteCtx } from '../module.ts'
import type { Runtime } from '../runtime.ts'
import { writeAtMachine } from '../write-at-machine.ts'
import type { AccessTables } from './access.module.ts'
import { lockAdministrators } from './account-reach.ts'
import { CreateAccount } from './account.schema.ts'
import { insertAccount, setInitialPassword } from './account.service.ts'
import { type AccountId, type AppointmentId, postUnitKinds, type UnitCode } from './contract.ts'
import { endSessions, openSession } from './open-session.ts'

/*
 * Doors for whoever holds the machine, not an account: the command line, the set-up, the demo's entry. They
 * write through the same context as every operation, so each leaves its ledger row.
 */
type Ctx = WriteCtx<AccessTables>

const FirstAdministrator = CreateAccount.input.omit({ post: true })

/** The account an empty installation begins with. Refused as soon as there is an administrator. */
export async function createFirstAdministrator(
  runtime: Runtime,
  given: z.input<typeof FirstAdministrator>,
): Promise<{ id: AccountId; username: string; initialPassword: string }> {
  const parsed = FirstAdministrator.safeParse(given)
  if (!parsed.success) throw invalid(parsed.error)
  const { data } = parsed
  return writeAtMachine(runtime, 'access.account.create_first', async (ctx: Ctx) => {
    const administrators = await lockAdministrators(ctx.tx)
    if (administrators.size > 0) throw new Refused('access.account.administrator_exists')
    const unit = await ctx.tx
      .selectFrom('access.unit')
      .select('kind')
      .where('code', '=', data.unitCode)
      .where('closedAt', 'is', null)
      .executeTakeFirst()
    const { kind } = found(unit)
    if (!postUnitKinds.administrator.includes(kind)) {
      throw new Refused('access.appointment.post_does_not_fit', { post: 'administrator', kind })
    }
    const created = await insertAccount(ctx.tx, { ...data, post: 'administrator' }, ctx.now)
    ctx.about('account', created.id)
    return { ...created, username: data.username }
  })
}

function invalid(error: z.ZodError): Invalid {
  const fields = error.issues.map(({ path, code }) => ({ path: path.join('.'), problem: code }))
  return new Invalid('kernel.invalid', { count: fields.length }, fields)
}

/** For whoever has lost the password: a new one for one sign-in, the second factor taken off if asked. */
export function resetAtMachine(
  runtime: Runtime,
  { username, secondFactor }: { readonly username: string; readonly secondFactor: boolean },
): Promise<{ id: AccountId; initialPassword: string }> {
  return writeAtMachine(runtime, 'access.account.reset_at_machine', async (ctx: Ctx) => {
    const account = await ctx.tx
      .selectFrom('access.account')
      .select(['id', 'closedAt'])
      .where('username', '=', username.trim().toLowerCase())
      .executeTakeFirst()
    const { id, closedAt } = found(account)
    if (closedAt) throw new Refused('access.account.is_closed')
    const initialPassword = await setInitialPassword(ctx.tx, id)
    if (secondFactor) {
      await ctx.tx
        .updateTable('access.credential')
        .set({ totpSealed: null, totpConfirmedAt: null, totpLastStep: null })
        .where('accountId', '=', id)
        .execute()
    }
    await endSessions(ctx.tx, id, { at: realClock.real() })
    ctx.about('account', id)
    return { id, initialPassword }
  })
}

/** One-click entry into a post of a drill. A real installation never has it, whoever asks. */
export function createDemoSession(
  runtime: Runtime,
  appointmentId: AppointmentId,
): Promise<{ sessionToken: string; expiresAt: Date; unitCode: UnitCode }> {
  return writeAtMachine(runtime, 'access.session.open_in_drill', async (ctx: Ctx) => {
    const installation = await ctx.tx
      .selectFrom('kernel.installation')
      .select('kind')
      .executeTakeFirst()
    if (installation?.kind !== 'drill') throw new Forbidden('access.session.drill_only')
    const held = await ctx.tx
      .selectFrom('access.appointment')
      .innerJoin('access.account', 'access.account.id', 'access.appointment.accountId')
      .select(['accountId', 'unitCode'])
      .where('access.appointment.id', '=', appointmentId)
      .where('toAt', 'is', null)
      .where('access.account.closedAt', 'is', null)
      .executeTakeFirst()
    const { accountId, unitCode } = found(held)
    const { id, sessionToken, expiresAt } = await openSession(
      ctx.tx,
      { accountId, appointmentId, secondFactor: true, device: null },
      realClock.real(),
    )
    ctx.about('session', id)
    return { sessionToken, expiresAt, unitCode }
  })
}
