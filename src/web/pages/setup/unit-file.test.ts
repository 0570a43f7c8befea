import { expect, test } from 'vitest'
import { decodeText, previewUnitFile } from './unit-file.ts'

const head = 'code,parent,kind,zh,en,scope_district,scope_street,covers'
const city = '990000,,city,海澜市,Hailan,990000,,'

test('a unit file is counted by kind before anything is sent', async () => {
  const text = [head, city, '990101,990000,district,东屿区,Dongyu,990101,,'].join('\r\n')
  const { rows, kinds, bad } = await previewUnitFile(text)
  expect([rows, [...kinds], bad]).toEqual([
    2,
    [
      ['city', 1],
      ['district', 1],
    ],
    [],
  ])
})

test('each bad line is named with its number in the file and its reason', async () => {
  const text = [
    head,
    city,
    '990101,990000,district,东屿区,Dongyu,990101,,',
    '990101,990000,district,又一个,Again,990101,,',
    '990102,990777,district,无上级,Orphan,990102,,',
    'x,990000,district,坏码,Bad,990103,,',
  ].join('\n')
  const { bad } = await previewUnitFile(text)
  expect(bad).toEqual([
    { line: 4, reason: 'access.unit.row.twice', params: { code: '990101' } },
    { line: 5, reason: 'access.unit.row.parent_unknown', params: { parent: '990777' } },
    { line: 6, reason: 'access.unit.row.unreadable', params: { column: 'code' } },
  ])
})

test('a file without the needed columns says which are missing', async () => {
  const { bad } = await previewUnitFile('code,parent,zh\n990000,,海澜市')
  expect(bad[0]?.params).toEqual({ columns: 'kind, en, scope_district, scope_street, covers' })
})

test('a file saved by Excel on a Chinese Windows reads as well as UTF-8', () => {
  expect(decodeText(new Uint8Array([0xca, 0xd0]))).toBe('市')
  expect(decodeText(new TextEncoder().encode('市'))).toBe('市')
})
