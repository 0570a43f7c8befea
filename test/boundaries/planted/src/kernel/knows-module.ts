import { tube } from '#modules/testing/contract.ts'

export const knowsModule = tube
