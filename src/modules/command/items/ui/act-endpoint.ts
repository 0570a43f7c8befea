import type { Endpoint } from '#kernel/contract.ts'
import { items } from '../item-endpoints.schema.ts'
import type { ItemAct } from '../item.schema.ts'

/** Which call an act is: its permission is asked on the button. */
export function endpointOf(act: ItemAct): Endpoint {
  return endpoints[act]
}

const endpoints: Readonly<Record<ItemAct, Endpoint>> = {
  acknowledge: items.acknowledge,
  progress: items.progress,
  add_evidence: items.addStatement,
  claim: items.claim,
  verify: items.verify,
  return: items.return,
  close: items.close,
  request_extension: items.requestExtension,
  extend: items.extend,
  offer_transfer: items.offerTransfer,
  accept_transfer: items.acceptTransfer,
  decline_transfer: items.declineTransfer,
  comment: items.comment,
}
