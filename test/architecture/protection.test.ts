import { expect, test } from 'vitest'
import { openCatalog, ours } from './catalog.ts'

const servingRoles = `'bulwark_nobody', 'bulwark_scope', 'bulwark_city', 'bulwark_work'`
const granted = `c.relacl is not null and exists (
  select from aclexplode(c.relacl) a where a.grantee <> c.relowner)`

test('every table has row security, and one without a policy is granted to nobody', async () => {
  await using catalog = await openCatalog()
  const tables = await catalog.ask(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${ours}`,
  )
  expect(tables.length).toBeGreaterThan(10)
  // The runner's own list is there before the first migration; no serving role was granted a look at it.
  const unprotected = await catalog.list(
    `select c.oid::regclass::text as told from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${ours} and not c.relrowsecurity
       and not (c.oid = 'kernel.migration'::regclass and not (${granted}))`,
  )
  expect(unprotected).toEqual([])
  const grantedWithoutPolicy = await catalog.list(
    `select c.oid::regclass::text as told from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${ours} and ${granted}
       and not exists (select from pg_policy p where p.polrelid = c.oid)`,
  )
  expect(grantedWithoutPolicy).toEqual([])
})

test('a view passes row security on to who asks', async () => {
  await using catalog = await openCatalog()
  const leaking = await catalog.list(
    `select c.oid::regclass::text as told from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('v', 'm') and ${ours}
       and not coalesce('security_invoker=true' = any (c.reloptions)
         or 'security_invoker=on' = any (c.reloptions) or 'security_invoker=1' = any (c.reloptions), false)`,
  )
  expect(leaking).toEqual([])
})

test('who has no scope, and the public, are granted nothing', async () => {
  await using catalog = await openCatalog()
  const strangers = `(a.grantee = 0 or a.grantee = 'bulwark_nobody'::regrole)`
  const relations = await catalog.list(
    `select c.oid::regclass || ' ' || a.privilege_type as told
     from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
     where ${ours} and ${strangers}`,
  )
  const schemas = await catalog.list(
    `select n.nspname || ' ' || a.privilege_type as told from pg_namespace n, aclexplode(n.nspacl) a
     where ${ours} and n.nspname <> 'public' and ${strangers}`,
  )
  const doors = await catalog.list(
    `select p.oid::regprocedure || ' ' || a.privilege_type as told
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
       aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
     where ${ours} and p.prosecdef and ${strangers}`,
  )
  expect([...relations, ...schemas, ...doors]).toEqual([])
})

test('a function that runs as the owner names where it looks for tables', async () => {
  await using catalog = await openCatalog()
  const open = await catalog.list(
    `select p.oid::regprocedure::text as told from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where ${ours} and p.prosecdef
       and not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false)`,
  )
  expect(open).toEqual([])
})

test('a serving role owns nothing, passes by no policy and cannot sign in', async () => {
  await using catalog = await openCatalog()
  const owned = await catalog.list(
    `select d.classid::regclass || ' ' || d.objid as told from pg_shdepend d
     join pg_roles r on r.oid = d.refobjid
     where d.deptype = 'o' and r.rolname in (${servingRoles})`,
  )
  const powers = await catalog.list(
    `select rolname as told from pg_roles where rolname in (${servingRoles})
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)`,
  )
  const roles = await catalog.list(
    `select rolname as told from pg_roles where rolname in (${servingRoles})`,
  )
  expect([...owned, ...powers]).toEqual([])
  expect(roles).toHaveLength(4)
})
