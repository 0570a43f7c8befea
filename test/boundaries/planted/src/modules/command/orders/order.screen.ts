import { OrderPage } from './ui/OrderPage.tsx'

export const orderScreen = OrderPage
