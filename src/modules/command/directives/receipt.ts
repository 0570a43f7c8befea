import { scopeCodeOf } from '#kernel/access/actor.ts'
import type { Unit } from '#kernel/access/unit-tree.ts'
import type { CommandWrite } from '../command.module.ts'
import type { Directive, Receipt } from './directive.schema.ts'

/** A unit that is told of an order, and as what. */
export interface Addressee {
  readonly unit: Unit
  readonly role: Receipt['role']
}

/** The receipt that a unit will sign by reading: sent in the instant of the order itself (rule 9). */
export function receiptFor(
  ctx: CommandWrite,
  order: { readonly id: Directive['id']; readonly issuer: Unit },
  { unit, role }: Addressee,
): Receipt {
  return {
    directiveId: order.id,
    unitCode: unit.code,
    role,
    districtCode: unit.districtCode,
    streetCode: unit.streetCode,
    issuerScope: scopeCodeOf(order.issuer),
    sentAt: ctx.now,
    readAt: null,
    readBy: null,
  }
}
