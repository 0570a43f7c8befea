import * as z from 'zod'
import { PostName } from '#kernel/access/contract.ts'
import { endpoint } from '#kernel/contract.ts'
import { useRead } from './api.ts'

const ListGrants = endpoint('GET', '/access/grants', {
  permission: 'signed_in',
  input: z.object({}),
  output: z.array(z.object({ permission: z.string(), posts: z.array(PostName) })),
})

/** Which posts hold a permission, comma-separated as in a refusal; asked for only when somebody is refused. */
export function usePostsWith(isNeeded: boolean): (permission: string) => string {
  const { data } = useRead(ListGrants, {}, { enabled: isNeeded, fresh: Infinity })
  return (permission) => data?.find((grant) => grant.permission === permission)?.posts.join(',') ?? ''
}
