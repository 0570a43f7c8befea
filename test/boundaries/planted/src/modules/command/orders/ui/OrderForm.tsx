import { Kit } from '#web/ui/Kit.tsx'

export const OrderForm = Kit
