import { createHash, timingSafeEqual } from 'node:crypto'
import { Refused } from '../errors.ts'
import { asIdentityDoor } from '../module.ts'
import { type InstallationWrite, read, write } from './installation.module.ts'
import { installations } from './installation.schema.ts'
import { appointAdministrator, establish } from './establish.service.ts'
import { setupCode } from './setup-code.ts'

export const showInstallation = asIdentityDoor(
  read(installations.show, async ({ db }) => {
    const row = await db
      .selectFrom('kernel.installation')
      .select(['kind', 'nameZh', 'nameEn'])
      .executeTakeFirst()
    return row ?? { kind: null, nameZh: null, nameEn: null }
  }),
)

/** All three steps of the set-up in one commit: an installation without an administrator cannot come to be. */
export const establishInstallation = asIdentityDoor(
  write(installations.establish, async (ctx, input) => {
    requireSetupCode(input.setupCode)
    await establish(ctx, {
      kind: 'real',
      nameZh: input.nameZh,
      nameEn: input.nameEn,
      unitCsv: input.units.source === 'csv' ? (input.units.text ?? '') : undefined,
      shippedPolicies: input.shippedPolicies,
    })
    return appointAdministrator(ctx, input.administrator)
  }),
)

function requireSetupCode(given: string): void {
  // Hashes, because only texts of one length can be compared in constant time.
  const hash = (text: string) => createHash('sha256').update(text).digest()
  if (!timingSafeEqual(hash(given.trim()), hash(setupCode()))) {
    throw new Refused('installation.setup_code_wrong')
  }
}

export const showClock = read(installations.clock, async ({ db, now }) => {
  const kind = await db.selectFrom('kernel.installation').select('kind').executeTakeFirst()
  const clock = await db.selectFrom('kernel.clock').select('speed').executeTakeFirst()
  return { now, speed: clock?.speed ?? 1, isDrill: kind?.kind === 'drill' }
})

export const setClock = write(installations.setClock, async (ctx, { speed }) => {
  await changeSpeed(ctx, speed)
  return { now: ctx.now, speed }
})

/** Business time goes on from where it is, faster, slower or not at all. Only a drill may do so. */
export async function changeSpeed(ctx: InstallationWrite, speed: number): Promise<void> {
  await anchorClock(ctx, { speed, business: ctx.now })
}

/** Sets business time itself: the story of a drill begins on its own day. */
export async function anchorClock(
  ctx: InstallationWrite,
  { speed, business }: { readonly speed: number; readonly business: Date },
): Promise<void> {
  const row = await ctx.tx.selectFrom('kernel.installation').select('kind').executeTakeFirst()
  if (row?.kind !== 'drill') throw new Refused('installation.clock_of_drill_only')
  const setting = { anchorReal: new Date(), anchorBusiness: business, speed }
  await ctx.tx
    .insertInto('kernel.clock')
    .values({ single: true, ...setting })
    .onConflict((conflict) => conflict.column('single').doUpdateSet(setting))
    .execute()
  ctx.publish('installation.clock.set', { speed })
}
