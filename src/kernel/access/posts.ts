import { PostName } from './contract.ts'

interface Post {
  readonly reach: 'city' | 'unit'
  readonly decides: boolean
}

/**
 * The posts somebody can hold at a unit. `reach`: `city` sees every row, `unit` the rows of the own unit's
 * area. `decides`: acts or publishes in somebody's name, so a second factor is asked at sign-in.
 * What each post may do is in the modules' `access.ts`.
 */
export const posts: Readonly<Record<PostName, Post>> = {
  commander: { reach: 'city', decides: true },
  deputy_commander: { reach: 'city', decides: true },
  duty_leader: { reach: 'city', decides: true },
  duty_officer: { reach: 'city', decides: false },
  hq_officer: { reach: 'city', decides: false },
  district_leader: { reach: 'unit', decides: true },
  district_officer: { reach: 'unit', decides: false },
  street_officer: { reach: 'unit', decides: false },
  community_worker: { reach: 'unit', decides: false },
  bureau_officer: { reach: 'unit', decides: false },
  group_officer: { reach: 'unit', decides: false },
  supervisor: { reach: 'city', decides: false },
  press_officer: { reach: 'unit', decides: true },
  auditor: { reach: 'city', decides: false },
  administrator: { reach: 'city', decides: true },
}

export const postNames: readonly PostName[] = PostName.options
