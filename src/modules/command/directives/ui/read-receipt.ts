import { useEffect, useRef } from 'react'
import { useWrite } from '#web/api.ts'
import { useSession } from '#web/session.ts'
import { directives } from '../directive.schema.ts'
import type { DirectiveDetail } from './directive-rows.ts'

/** Opening a directive is its receipt: the first reader of a unit signs for the unit. */
export function useReadReceipt(directive: DirectiveDetail): void {
  const { data } = useSession()
  const { submit } = useWrite(directives.confirmReading)
  const told = useRef<string | null>(null)
  const own = data?.appointment.unit.code
  const isUnread = directive.receipts.some(
    ({ unitCode, readAt }) => unitCode === own && readAt === null,
  )
  const { id } = directive
  useEffect(() => {
    if (!isUnread || told.current === id) return
    told.current = id
    submit({ id }).catch(() => {
      // Nothing is lost: the receipt stays unread and the next opening tries again.
      told.current = null
    })
  }, [isUnread, id, submit])
}
