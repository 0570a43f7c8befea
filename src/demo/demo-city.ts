import { insertAccount } from '#kernel/access/account.service.ts'
import { AppointmentId } from '#kernel/access/contract.ts'
import { city } from '#kernel/db/scope.ts'
import { inTransaction } from '#kernel/db/transact.ts'
import { establish } from '#kernel/installation/establish.service.ts'
import type { InstallationTables } from '#kernel/installation/installation.module.ts'
import { anchorClock } from '#kernel/installation/installation.service.ts'
import type { OpenRuntime } from '#kernel/open-runtime.ts'
import { writeAtMachine } from '#kernel/write-at-machine.ts'
import type { Story } from './story.ts'

/** Who plays whom: username → the post in which that person acts. */
export type Cast = ReadonlyMap<string, AppointmentId>

/** Makes the drill city once: its mark, units, policies, fictional people and a clock that stands still. */
export async function establishDemo(runtime: OpenRuntime, story: Story): Promise<Cast> {
  if (!(await isEstablished(runtime))) {
    await writeAtMachine<InstallationTables, void>(
      runtime,
      'installation.drill.establish',
      async (ctx) => {
        await establish(ctx, {
          kind: 'drill',
          nameZh: '大连（演练）',
          nameEn: 'Dalian (drill)',
          unitCsv: undefined,
          shippedPolicies: true,
        })
        const began = new Date(story.meeting.startsAt)
        await anchorClock(ctx, { speed: 0, business: began })
        for (const { zh, en, unit, ...person } of story.accounts) {
          await insertAccount(
            ctx.tx,
            { ...person, nameZh: zh, nameEn: en, phone: null, unitCode: unit },
            began,
          )
        }
      },
    )
    await runtime.refresh()
  }
  return castOf(runtime)
}

function isEstablished(runtime: OpenRuntime): Promise<boolean> {
  return inTransaction(runtime.pool, { scope: city, mode: 'read only' }, async ({ client }) => {
    const { rowCount } = await client.query('select 1 from kernel.installation')
    return rowCount === 1
  })
}

function castOf(runtime: OpenRuntime): Promise<Cast> {
  return inTransaction(runtime.pool, { scope: city, mode: 'read only' }, async ({ client }) => {
    const { rows } = await client.query<{ username: string; id: string }>(
      `select account.username, appointment.id from access.appointment
         join access.account on account.id = appointment.account_id
       where appointment.to_at is null and account.closed_at is null`,
    )
    return new Map(rows.map(({ username, id }) => [username, AppointmentId.parse(id)]))
  })
}
