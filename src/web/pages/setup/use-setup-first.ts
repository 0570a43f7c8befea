import { useEffect } from 'react'
import { installations } from '#kernel/installation/installation.schema.ts'
import { useRead } from '../../api.ts'
import { useGo } from '../../navigation.ts'

/** Nobody can sign in to an empty database: it is set up first. */
export function useSetupFirst(): void {
  const go = useGo()
  const { data } = useRead(installations.show, {})
  const isEmpty = data?.kind === null
  useEffect(() => {
    if (isEmpty) go('/setup', { replace: true })
  }, [isEmpty, go])
}
