import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { insertAccount } from '../access/account.service.ts'
import { UnitCode } from '../access/contract.ts'
import { importUnitCsv } from '../access/unit-import.service.ts'
import { Invalid, Refused } from '../errors.ts'
import { addShippedPolicies } from '../policy/shipped-policies.ts'
import { retype } from '../retype.ts'
import { projectRoot } from '../root.ts'
import type { InstallationWrite } from './installation.module.ts'

export interface NewInstallation {
  readonly kind: 'real' | 'drill'
  readonly nameZh: string
  readonly nameEn: string
  /** The unit tree as CSV text; the shipped one when absent. */
  readonly unitCsv: string | undefined
  readonly shippedPolicies: boolean
}

/** The tree that is shipped: Dalian's areas, zones, bureaus and work groups. */
function shippedUnitCsv(): string {
  return readFileSync(join(projectRoot, 'data', 'units', 'dalian.csv'), 'utf8')
}

/** Makes an empty database an installation: its mark, its units, its policies. Once. */
export async function establish(ctx: InstallationWrite, wanted: NewInstallation): Promise<void> {
  const { kind, nameZh, nameEn } = wanted
  const existing = await ctx.tx.selectFrom('kernel.installation').select('id').executeTakeFirst()
  if (existing) throw new Refused('installation.exists')
  await ctx.tx
    .insertInto('kernel.installation')
    .values({ id: randomUUID(), kind, nameZh, nameEn, createdAt: ctx.now })
    .execute()
  const inner = retype<Parameters<typeof importUnitCsv>[0]>(ctx)
  const imported = await importUnitCsv(inner, wanted.unitCsv ?? shippedUnitCsv())
  if (!imported.applied) {
    const fields = imported.bad.map(({ line, reason }) => ({
      path: `line ${line}`,
      problem: reason,
    }))
    throw new Invalid('installation.units_refused', { count: imported.failed }, fields)
  }
  if (wanted.shippedPolicies) await addShippedPolicies(inner, undefined)
}

/** The first administrator sits at the headquarters of the tree. */
export async function appointAdministrator(
  ctx: InstallationWrite,
  person: { readonly username: string; readonly nameZh: string; readonly nameEn: string },
): Promise<{ username: string; initialPassword: string }> {
  const headquarters = await ctx.tx
    .selectFrom('access.unit')
    .select('code')
    .where('kind', 'in', ['hq', 'city'])
    .orderBy('kind', 'desc')
    .orderBy('position')
    .executeTakeFirst()
  if (!headquarters) throw new Refused('installation.no_headquarters')
  const unitCode = UnitCode.parse(headquarters.code)
  const account = { ...person, phone: null, post: 'administrator', unitCode } as const
  const { initialPassword } = await insertAccount(ctx.tx, account, ctx.now)
  return { username: person.username, initialPassword }
}
