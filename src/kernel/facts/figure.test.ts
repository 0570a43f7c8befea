import { expect, test } from 'vitest'
import { city } from '../db/scope.ts'
import { testApp, type TestApp } from '../testing/test-app.ts'
import { grant } from '../access/grant.ts'
import type { Module } from '../module.ts'
import { cutFor } from './figure.ts'
import { readFigure, readFigureRows } from './read-figure.ts'

const sample: Module = {
  name: 'sample',
  operations: [],
  access: grant({}),
  figures: [{ name: 'sample.thing.known', view: 'sample.thing_fact', filter: 'known_at <= :cut' }],
}

async function sampleApp(): Promise<TestApp> {
  const app = await testApp(sample, '2021-05-16T09:00:00+08:00')
  await app.sql(`create schema sample; grant usage on schema sample to bulwark_scope, bulwark_city, bulwark_work;
    create table sample.thing (id uuid primary key, district_code int not null, street_code int, known_at timestamptz);
    select kernel.protect_scoped('sample.thing');
    create view sample.thing_fact with (security_invoker = true) as select id, district_code, known_at from sample.thing;
    grant select on sample.thing_fact to bulwark_scope, bulwark_city, bulwark_work`)
  return app
}

const add = (app: TestApp, district: number, at: string) =>
  app.sql('insert into sample.thing values (gen_random_uuid(), $1, null, $2)', [district, at])

test('a figure counts what was known at the cut, at least half a minute ago, and as far as the reader sees', async () => {
  await using app = await sampleApp()
  await add(app, 210091, '2021-05-16T08:59:00+08:00')
  await add(app, 210092, '2021-05-16T08:59:00+08:00')
  await add(app, 210092, '2021-05-16T08:59:45+08:00')
  expect(await readFigure(app.runtime, city, 'sample.thing.known')).toEqual({
    value: 2,
    cut: new Date('2021-05-16T08:59:30+08:00'),
  })
  const { actor } = await app.as('district_officer', '210091')
  expect((await readFigure(app.runtime, actor.scope, 'sample.thing.known')).value).toBe(1)
})

test('the number equals its list for the same cut, also after more has become known', async () => {
  await using app = await sampleApp()
  await add(app, 210091, '2021-05-16T08:00:00+08:00')
  const { value, cut } = await readFigure(app.runtime, city, 'sample.thing.known')
  await app.pass({ minutes: 5 })
  await add(app, 210091, '2021-05-16T09:01:00+08:00')
  const rows = await readFigureRows(app.runtime, city, {
    name: 'sample.thing.known',
    cut,
    limit: 100,
  })
  expect(rows).toHaveLength(value)
  expect((await readFigure(app.runtime, city, 'sample.thing.known')).value).toBe(2)
})

test('the cut is shared by all readers of half a minute', () => {
  const at = (seconds: number) =>
    cutFor(new Date(Date.UTC(2021, 4, 16, 1, 0, seconds))).toISOString()
  expect(at(0)).toBe('2021-05-16T00:59:30.000Z')
  expect(at(29)).toBe('2021-05-16T00:59:30.000Z')
  expect(at(30)).toBe('2021-05-16T01:00:00.000Z')
})
