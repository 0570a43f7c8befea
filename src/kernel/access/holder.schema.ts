import * as z from 'zod'
import { endpoint } from '../contract.ts'
import { PostName, UnitCode } from './contract.ts'

/** Which posts may do what: a screen disables with a reason what the server would refuse. */
export const ListGrants = endpoint('GET', '/access/grants', {
  permission: 'signed_in',
  input: z.object({}),
  output: z.record(z.string(), z.array(PostName)),
})

/** Who can do it now, nearest first: what a refused button says. */
export const ListHolders = endpoint('GET', '/access/holders', {
  permission: 'signed_in',
  input: z.object({ permission: z.string().min(1).max(120) }),
  output: z.array(
    z.object({
      nameZh: z.string(),
      nameEn: z.string(),
      post: PostName,
      unitCode: UnitCode,
      unitNameZh: z.string(),
      unitNameEn: z.string(),
      sameDistrict: z.boolean(),
    }),
  ),
})
