import { items } from '../item-endpoints.schema.ts'
import type { ItemAct } from '../item.schema.ts'
import { CommentForm } from './CommentForm.tsx'
import { EvidenceForm } from './EvidenceForm.tsx'
import type { ItemDetail } from './item-filter.ts'
import { NoteForm } from './NoteForm.tsx'
import { PlainActForm } from './PlainActForm.tsx'
import { ProgressForm } from './ProgressForm.tsx'
import { TransferForm } from './TransferForm.tsx'
import { UntilForm } from './UntilForm.tsx'

export interface ActFormProps {
  readonly item: ItemDetail
  readonly onDone: () => void
}

/** The form of an act; what an act asks for is decided here and nowhere else. */
export function ActForm({ item, act, onDone }: ActFormProps & { readonly act: ItemAct }) {
  const form = { item, onDone }
  switch (act) {
    case 'acknowledge':
      return <PlainActForm {...form} act={act} endpoint={items.acknowledge} />
    case 'close':
      return <PlainActForm {...form} act={act} endpoint={items.close} />
    case 'accept_transfer':
      return <PlainActForm {...form} act={act} endpoint={items.acceptTransfer} />
    case 'progress':
      return <ProgressForm {...form} />
    case 'add_evidence':
      return <EvidenceForm {...form} />
    case 'claim':
      return <NoteForm {...form} act={act} endpoint={items.claim} />
    case 'verify':
      return <NoteForm {...form} act={act} endpoint={items.verify} />
    case 'return':
      return <NoteForm {...form} act={act} endpoint={items.return} />
    case 'decline_transfer':
      return <NoteForm {...form} act={act} endpoint={items.declineTransfer} />
    case 'request_extension':
      return <UntilForm {...form} act={act} endpoint={items.requestExtension} />
    case 'extend':
      return <UntilForm {...form} act={act} endpoint={items.extend} />
    case 'offer_transfer':
      return <TransferForm {...form} />
    case 'comment':
      return <CommentForm {...form} />
  }
}
