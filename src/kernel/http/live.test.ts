import { expect, test } from 'vitest'
import { testApp } from '../testing/test-app.ts'
import { mayHear } from './live.ts'

const eastStreet = { name: 'x.y.z', districtCode: 210091, streetCode: 210091001 }

test('a screen hears of its own area, of what concerns its unit, and of nothing else', async () => {
  await using app = await testApp([], '2021-05-16T09:00:00+08:00')
  const commander = await app.as('commander')
  const east = await app.as('district_officer', '210091')
  const street = await app.as('street_officer', '210091001')
  const neighbour = await app.as('street_officer', '210091002')
  const west = await app.as('district_officer', '210092')
  const bureau = await app.as('bureau_officer', '900011')
  const heard = [commander, east, street, neighbour, west, bureau].map(({ actor }) =>
    mayHear(actor, eastStreet),
  )
  expect(heard).toEqual([true, true, true, false, false, false])
  expect(mayHear(bureau.actor, { ...eastStreet, codes: [900011] })).toBe(true)
  expect(mayHear(neighbour.actor, { ...eastStreet, codes: [210091002] })).toBe(true)
})
