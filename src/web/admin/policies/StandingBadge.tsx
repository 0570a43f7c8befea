import '../admin.css'
import type { PolicyStatus } from '#kernel/policy/policy.schema.ts'
import { useText } from '../../i18n.ts'

/** Whether a value is law, the city's own rule, or only proposed. */
export function StandingBadge({ status }: { readonly status: PolicyStatus }) {
  const t = useText()
  return (
    <span className="standing" data-status={status}>
      {t(`policy.status.${status}`)}
    </span>
  )
}
