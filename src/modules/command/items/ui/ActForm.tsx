import type { ReactNode } from 'react'
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
export function ActForm({ act, ...form }: ActFormProps & { readonly act: ItemAct }) {
  return forms[act](form)
}

const forms: Readonly<Record<ItemAct, (form: ActFormProps) => ReactNode>> = {
  acknowledge: (form) => <PlainActForm {...form} act="acknowledge" endpoint={items.acknowledge} />,
  close: (form) => <PlainActForm {...form} act="close" endpoint={items.close} />,
  accept_transfer: (form) => (
    <PlainActForm {...form} act="accept_transfer" endpoint={items.acceptTransfer} />
  ),
  progress: (form) => <ProgressForm {...form} />,
  add_evidence: (form) => <EvidenceForm {...form} />,
  claim: (form) => <NoteForm {...form} act="claim" endpoint={items.claim} />,
  verify: (form) => <NoteForm {...form} act="verify" endpoint={items.verify} />,
  return: (form) => <NoteForm {...form} act="return" endpoint={items.return} />,
  decline_transfer: (form) => (
    <NoteForm {...form} act="decline_transfer" endpoint={items.declineTransfer} />
  ),
  request_extension: (form) => (
    <UntilForm {...form} act="request_extension" endpoint={items.requestExtension} />
  ),
  extend: (form) => <UntilForm {...form} act="extend" endpoint={items.extend} />,
  offer_transfer: (form) => <TransferForm {...form} />,
  comment: (form) => <CommentForm {...form} />,
}
