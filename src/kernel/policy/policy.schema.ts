import * as z from 'zod'
import { AccountId } from '../access/contract.ts'
import { day, endpoint, id, page, pageInput, timestamp } from '../contract.ts'

export const PolicySetId = id('PolicySetId')
export type PolicySetId = z.infer<typeof PolicySetId>

export const PolicyStatus = z.enum(['legal', 'local', 'proposed'])
export type PolicyStatus = z.infer<typeof PolicyStatus>

/** How sure a fact is: V verbatim, M several sources, S one weak source, I inferred, K unconfirmed. */
export const Confidence = z.enum(['V', 'M', 'S', 'I', 'K'])
export type Confidence = z.infer<typeof Confidence>

export const PolicyKeyType = z.enum(['int', 'int_list', 'bool', 'text'])
export type PolicyKeyType = z.infer<typeof PolicyKeyType>

/** One entry of the catalogue: what a key is, in which unit, between which bounds, from which rule. */
export const PolicyKey = z.object({
  key: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
  type: PolicyKeyType,
  unit: z.string(),
  min: z.int().optional(),
  max: z.int().optional(),
  options: z.array(z.string()).optional(),
  zh: z.string().min(1),
  en: z.string().min(1),
  rule: z.int(),
})
export type PolicyKey = z.infer<typeof PolicyKey>

export const PolicyValue = z.union([
  z.int(),
  z.boolean(),
  z.string().max(100),
  z.array(z.int()).max(60),
])
export type PolicyValue = z.infer<typeof PolicyValue>

/** A day as orders name it; the database knows no year 0. */
export const OrderDay = day.refine((text) => text >= '1900-01-01')

/** A set of values that one order put in force. `effectiveTo` is the last day in force. */
export const PolicySet = z.object({
  id: PolicySetId,
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/),
  nameZh: z.string().trim().min(1).max(120),
  nameEn: z.string().trim().min(1).max(200),
  orderNumber: z.string().trim().min(1).max(120).nullable(),
  issuerZh: z.string().trim().max(200),
  issuerEn: z.string().trim().max(300),
  effectiveFrom: OrderDay.nullable(),
  effectiveTo: OrderDay.nullable(),
  source: z.string().trim().max(2000),
  /** Of the header's own facts: `orderNumber`, `effectiveFrom`, `effectiveTo`. */
  confidence: z.record(z.string(), Confidence),
  status: z.enum(['draft', 'active']),
  /** Everybody who wrote in the draft: none of them may activate it. */
  authors: z.array(AccountId),
  activatedBy: AccountId.nullable(),
  endedBy: AccountId.nullable(),
  createdAt: timestamp,
  activatedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  version: z.int(),
})
export type PolicySet = z.infer<typeof PolicySet>

export const PolicySetValue = z.object({
  setId: PolicySetId,
  key: z.string().max(80),
  value: PolicyValue,
  status: PolicyStatus,
  rule: z.int().nullable(),
  confidence: Confidence.nullable(),
  noteZh: z.string().trim().max(1000),
  noteEn: z.string().trim().max(1500),
})
export type PolicySetValue = z.infer<typeof PolicySetValue>

const Person = z.object({ id: AccountId, nameZh: z.string(), nameEn: z.string() })

/** A key as screens show it; `entry` is null for a key that this version's catalogue no longer names. */
const shownKey = { key: z.string(), entry: PolicyKey.nullable() }

const ShownValue = PolicySetValue.omit({ setId: true }).extend(shownKey)

const KeyInForce = z.object({
  ...shownKey,
  /** Null: no activated set holds the key on that day. Missing, which is not zero. */
  chosen: z
    .object({
      setId: PolicySetId,
      value: PolicyValue,
      effectiveFrom: day,
      effectiveTo: day.nullable(),
      setCode: z.string(),
      orderNumber: z.string(),
      issuerZh: z.string(),
      issuerEn: z.string(),
      status: PolicyStatus,
      rule: z.int().nullable(),
    })
    .nullable(),
})

const Verdict = z.enum(['same', 'different', 'only_left', 'only_right'])
export type Verdict = z.infer<typeof Verdict>

const ComparedKey = z.object({
  ...shownKey,
  left: ShownValue.nullable(),
  right: ShownValue.nullable(),
  verdict: Verdict,
})

const header = {
  nameZh: PolicySet.shape.nameZh,
  nameEn: PolicySet.shape.nameEn,
  orderNumber: PolicySet.shape.orderNumber.default(null),
  issuerZh: PolicySet.shape.issuerZh.default(''),
  issuerEn: PolicySet.shape.issuerEn.default(''),
  effectiveFrom: PolicySet.shape.effectiveFrom.default(null),
  effectiveTo: PolicySet.shape.effectiveTo.default(null),
  source: PolicySet.shape.source.default(''),
}

const onSet = { id: PolicySetId }
const onVersion = { id: PolicySetId, version: z.int().min(1) }

export const policyReads = {
  keys: endpoint('GET', '/policy/keys', {
    permission: 'policy.set.read',
    input: z.object({}),
    output: z.array(PolicyKey),
  }),
  list: endpoint('GET', '/policy/sets', {
    permission: 'policy.set.read',
    input: z.object(pageInput),
    output: page(PolicySet),
  }),
  open: endpoint('GET', '/policy/sets/:id', {
    permission: 'policy.set.read',
    input: z.object(onSet),
    output: z.object({ set: PolicySet, values: z.array(ShownValue), people: z.array(Person) }),
  }),
  inForce: endpoint('GET', '/policy/in-force', {
    permission: 'policy.set.read',
    input: z.object({ on: day }),
    output: z.object({ on: day, keys: z.array(KeyInForce) }),
  }),
  compare: endpoint('GET', '/policy/comparison', {
    permission: 'policy.set.read',
    input: z.object({ left: PolicySetId, right: PolicySetId }),
    output: z.object({ left: PolicySet, right: PolicySet, keys: z.array(ComparedKey) }),
  }),
}

export const policyWrites = {
  draft: endpoint('POST', '/policy/sets', {
    permission: 'policy.set.draft',
    input: z.object({
      code: PolicySet.shape.code,
      ...header,
      copyFrom: PolicySetId.nullable().default(null),
    }),
    output: PolicySet,
  }),
  revise: endpoint('PUT', '/policy/sets/:id', {
    permission: 'policy.set.revise',
    input: z.object({ ...onVersion, ...header }),
    output: PolicySet,
  }),
  fix: endpoint('PUT', '/policy/sets/:id/values/:key', {
    permission: 'policy.value.fix',
    input: PolicySetValue.pick({ key: true, value: true, status: true }).extend({
      ...onVersion,
      confidence: Confidence,
      noteZh: PolicySetValue.shape.noteZh.default(''),
      noteEn: PolicySetValue.shape.noteEn.default(''),
    }),
    output: PolicySet,
  }),
  remove: endpoint('DELETE', '/policy/sets/:id/values/:key', {
    permission: 'policy.value.remove',
    input: z.object({ ...onVersion, key: PolicySetValue.shape.key }),
    output: PolicySet,
  }),
  activate: endpoint('POST', '/policy/sets/:id/activation', {
    permission: 'policy.set.activate',
    input: z.object(onVersion),
    output: PolicySet,
  }),
  end: endpoint('POST', '/policy/sets/:id/end', {
    permission: 'policy.set.end',
    input: z.object({ ...onVersion, effectiveTo: OrderDay }),
    output: PolicySet,
  }),
}
