import { useQuery } from '@tanstack/react-query'
import * as z from 'zod'
import { PostName } from '#kernel/access/contract.ts'

const DemoEntry = z.object({
  appointmentId: z.string(),
  post: PostName,
  nameZh: z.string(),
  nameEn: z.string(),
  unitZh: z.string(),
  unitEn: z.string(),
})
export type DemoEntry = z.infer<typeof DemoEntry>

/** The one-click entries of a drill; none in a real installation, where the address does not exist. */
export function useDemoEntries(): { entries: readonly DemoEntry[]; isLoading: boolean } {
  const query = useQuery({ queryKey: ['/demo/entries'], queryFn: readEntries, staleTime: Infinity })
  return { entries: query.data ?? [], isLoading: query.isLoading }
}

async function readEntries(): Promise<DemoEntry[]> {
  const response = await fetch('/demo/entries', { headers: { accept: 'application/json' } })
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  if (!response.ok || !isJson) return []
  return z.array(DemoEntry).parse(await response.json())
}
