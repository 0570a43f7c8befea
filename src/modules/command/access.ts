import { grant } from '#kernel/access/grant.ts'

const work = [
  'command.item.acknowledge',
  'command.item.progress',
  'command.item.add_evidence',
  'command.item.claim',
  'command.item.request_extension',
  'command.item.offer_transfer',
  'command.item.accept_transfer',
  'command.item.decline_transfer',
  'command.item.comment',
] as const

const judge = ['command.item.verify', 'command.item.return'] as const

const order = [
  'command.directive.draft',
  'command.directive.issue',
  'command.directive.withdraw',
  'command.directive.report',
  'command.item.close',
  'command.item.extend',
] as const

/** Which post may do what in command; the matrix in `docs/permissions.md` is printed from it. */
export const access = grant({
  everyone: ['command.item.read', 'command.directive.read'],
  commander: [...order, ...judge, 'command.item.comment'],
  deputy_commander: [...order, ...judge, 'command.item.comment'],
  duty_leader: [...order, ...judge, ...work],
  duty_officer: ['command.directive.draft', ...work],
  hq_officer: [
    'command.directive.draft',
    'command.directive.report',
    'command.item.close',
    'command.item.extend',
    ...judge,
    ...work,
  ],
  district_leader: [...order, ...judge, ...work],
  district_officer: ['command.directive.draft', ...judge, ...work],
  street_officer: [...judge, ...work],
  community_worker: work,
  bureau_officer: [...judge, ...work],
  group_officer: [...judge, ...work],
  supervisor: [...judge, ...work],
  press_officer: work,
})
