import type { PostName } from './contract.ts'

type Granted = Readonly<Record<PostName, readonly string[]>>

/** Post → permissions, as data. `everyone` is added to each post; a post not named has only that. */
export function grant(table: Partial<Record<PostName | 'everyone', readonly string[]>>): Granted {
  const of = (post: PostName) => [...(table.everyone ?? []), ...(table[post] ?? [])]
  return {
    commander: of('commander'),
    deputy_commander: of('deputy_commander'),
    duty_leader: of('duty_leader'),
    duty_officer: of('duty_officer'),
    hq_officer: of('hq_officer'),
    district_leader: of('district_leader'),
    district_officer: of('district_officer'),
    street_officer: of('street_officer'),
    community_worker: of('community_worker'),
    bureau_officer: of('bureau_officer'),
    group_officer: of('group_officer'),
    supervisor: of('supervisor'),
    press_officer: of('press_officer'),
    auditor: of('auditor'),
    administrator: of('administrator'),
  }
}
