import { useState } from 'react'
import * as z from 'zod'

/** What has been typed so far. The set-up code and the password are never part of it. */
const SetupDraft = z.object({
  step: z.int().min(0).max(2),
  cityZh: z.string(),
  cityEn: z.string(),
  source: z.enum(['dalian', 'csv']),
  file: z.object({ name: z.string(), text: z.string() }).nullable(),
  shippedPolicies: z.boolean(),
  username: z.string(),
  adminZh: z.string(),
  adminEn: z.string(),
})
export type SetupDraft = z.infer<typeof SetupDraft>

const blank: SetupDraft = {
  step: 0,
  cityZh: '',
  cityEn: '',
  source: 'dalian',
  file: null,
  shippedPolicies: true,
  username: '',
  adminZh: '',
  adminEn: '',
}

const storageKey = 'bulwark.setup'

/** Kept in this tab, so that a reload loses nothing of three steps. */
export function useSetupDraft() {
  const [draft, setDraft] = useState(readDraft)
  return {
    draft,
    change(changed: Partial<SetupDraft>) {
      const next = { ...draft, ...changed }
      setDraft(next)
      keepDraft(next)
    },
    forget: () => sessionStorage.removeItem(storageKey),
  }
}

function readDraft(): SetupDraft {
  try {
    const kept = SetupDraft.safeParse(JSON.parse(sessionStorage.getItem(storageKey) ?? 'null'))
    return kept.success ? kept.data : blank
  } catch {
    return blank
  }
}

function keepDraft(draft: SetupDraft): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(draft))
  } catch {
    // A unit file too large to keep: the rest is kept, the file is chosen again after a reload.
    sessionStorage.setItem(storageKey, JSON.stringify({ ...draft, file: null }))
  }
}
