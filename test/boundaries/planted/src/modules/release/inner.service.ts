import { testing } from '#modules/testing/index.ts'

export const inner = testing
