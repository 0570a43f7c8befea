import { expect, test } from 'vitest'
import { draftInput, draftValuesOf, emptyTask, type IssueRules, missingOf } from './draft-values.ts'

const rules: IssueRules = {
  now: new Date('2021-05-16T20:00:00+08:00'),
  mayLead: (code) => code === '210203001',
}

const whole = {
  ...emptyTask(),
  titleZh: '车站返程人员登记',
  deliverableZh: '登记表一份',
  leadUnitCode: '210203001',
  verifierUnitCode: '900310',
  dueAt: '2021-05-17T00:00:00+08:00',
  evidence: 'file' as const,
}

test('a row with lead, deliverable, evidence and a deadline ahead lacks nothing (rule 4)', () => {
  expect(missingOf(whole, rules)).toEqual([])
  expect(missingOf({ ...whole, verifierUnitCode: null }, rules)).toEqual([])
})

test('an untouched row names everything rule 4 asks for, and is not sent', () => {
  expect(missingOf(emptyTask(), rules)).toEqual([
    'titleZh',
    'deliverableZh',
    'leadUnitCode',
    'dueAt',
    'evidence',
  ])
  const values = { ...draftValuesOf(null), tasks: [emptyTask(), whole, emptyTask()] }
  expect(draftInput(values).tasks.map(({ titleZh }) => titleZh)).toEqual([whole.titleZh])
})

test('a past deadline, a late milestone, a lead out of reach and its own verifier are named (rules 4, 6)', () => {
  const wrong = {
    ...whole,
    leadUnitCode: '210202',
    verifierUnitCode: '210202',
    dueAt: '2021-05-16T19:00:00+08:00',
    milestoneAt: '2021-05-16T19:30:00+08:00',
  }
  expect(missingOf(wrong, rules)).toEqual([
    'leadUnitCode',
    'verifierUnitCode',
    'dueAt',
    'milestoneAt',
  ])
})
