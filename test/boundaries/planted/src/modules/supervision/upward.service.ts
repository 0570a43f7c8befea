import { exercise } from '#modules/exercise/index.ts'

export const upward = exercise
