import { ListGrants } from '#kernel/access/holder.schema.ts'
import { useRead } from '#web/api.ts'
import { useText } from '#web/i18n.ts'
import { usePermits } from '#web/session.ts'
import { useRefusalText } from '../../ui/refusal-text.ts'
import type { ItemAct, ItemActAnswer } from '../item.schema.ts'
import { endpointOf } from './act-endpoint.ts'
import type { ItemDetail } from './item-filter.ts'

export interface ShownAct {
  readonly act: ItemAct
  /** Why not now, in words; null when it is possible. */
  readonly why: string | null
}

export interface ItemActs {
  /** The one act the work waits for; null when nothing is owed any more. */
  readonly next: ShownAct | null
  readonly others: readonly ShownAct[]
}

const grantsFreshMs = 10 * 60_000

/** What this reader may do with the item now; the rule's reason first, then the post's. */
export function useItemActs(item: ItemDetail): ItemActs {
  const t = useText()
  const say = useRefusalText()
  const permits = usePermits()
  const grants = useRead(ListGrants, {}, { fresh: grantsFreshMs })
  const shown = ({ act, why, params }: ItemActAnswer): ShownAct => {
    if (why) return { act, why: say(why, params) }
    const { permission } = endpointOf(act)
    if (permits({ permission }) !== false) return { act, why: null }
    const posts = grants.data?.[permission]?.join(',') ?? ''
    return { act, why: t('kernel.access.not_permitted', { posts }) }
  }
  const next = nextActOf(item)
  const acts = item.acts.map(shown)
  return {
    next: acts.find(({ act }) => act === next) ?? null,
    others: acts.filter(({ act }) => act !== next),
  }
}

/** The server's next act; before it what unblocks it, or what this reader has been asked for. */
function nextActOf(item: ItemDetail): ItemAct | null {
  const answers = new Map(item.acts.map((answer) => [answer.act, answer]))
  if (answers.get('accept_transfer')?.isPossible) return 'accept_transfer'
  const lacksEvidence = answers.get('claim')?.why === 'command.item.evidence_missing'
  if (item.nextAct === 'claim' && lacksEvidence) return 'add_evidence'
  return item.nextAct
}
