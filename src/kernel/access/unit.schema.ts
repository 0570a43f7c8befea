import * as z from 'zod'
import { endpoint, timestamp } from '../contract.ts'
import { UnitCode, UnitKind } from './contract.ts'

const UnitView = z.object({
  code: UnitCode,
  parentCode: UnitCode.nullable(),
  kind: UnitKind,
  nameZh: z.string(),
  nameEn: z.string(),
  districtCode: z.int(),
  streetCode: z.int().nullable(),
  covers: z.array(z.string()),
  closedAt: timestamp.nullable(),
})

const names = {
  nameZh: z.string().trim().min(1).max(80),
  nameEn: z.string().trim().min(1).max(160),
}

const byCode = z.object({ code: UnitCode })

/** The whole tree in reading order, for everybody: it names places and offices, no person. */
export const ListUnits = endpoint('GET', '/access/units', {
  permission: 'signed_in',
  input: z.object({}),
  output: z.array(UnitView),
})

export const CreateUnit = endpoint('POST', '/access/units', {
  permission: 'access.unit.create',
  input: byCode.extend({
    parentCode: UnitCode,
    kind: UnitKind.exclude(['city']),
    ...names,
    /** Districts and streets that it commands although they stand under another unit. */
    covers: z.array(UnitCode).max(31).default([]),
  }),
  output: byCode,
})

export const RenameUnit = endpoint('PUT', '/access/units/:code/names', {
  permission: 'access.unit.rename',
  input: byCode.extend(names),
  output: byCode,
})

export const MoveUnit = endpoint('POST', '/access/units/:code/move', {
  permission: 'access.unit.move',
  input: byCode.extend({ parentCode: UnitCode }),
  output: byCode,
})

export const CloseUnit = endpoint('POST', '/access/units/:code/close', {
  permission: 'access.unit.close',
  input: byCode,
  output: byCode,
})

export const ImportUnits = endpoint('POST', '/access/units/import', {
  permission: 'access.unit.import',
  input: z.object({
    /** CSV, UTF-8: code,parent,kind,zh,en,scope_district,scope_street,covers. */
    text: z.string().min(1).max(8_000_000),
    /** Without it nothing is saved: the answer says what would happen. */
    apply: z.boolean().default(false),
  }),
  output: z.object({
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    /** The first 200 bad rows: line of the file, code of the reason. With one of them nothing is saved. */
    bad: z.array(
      z.object({
        line: z.int(),
        reason: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
    applied: z.boolean(),
  }),
})
