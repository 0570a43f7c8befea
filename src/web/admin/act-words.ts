import { useCallback } from 'react'
import { useFoundText, useText } from '../i18n.ts'

type ActWords = (action: string, outcome?: string | null) => string | null

/** What an act is called: the text its module gives under the permission's own name, or the console's; else null. */
export function useActWords(): ActWords {
  const t = useText()
  const find = useFoundText()
  return useCallback(
    (action, outcome = null) => {
      // A look at a person's record is recorded under the permission it used (rule 133).
      if (action.startsWith('look:')) {
        const permission = action.slice('look:'.length)
        return t('web.act.look', { act: find(permission) ?? permission })
      }
      return find(action) ?? find(`web.act.${action}`) ?? (outcome && find(`web.act.${outcome}`))
    },
    [t, find],
  )
}
