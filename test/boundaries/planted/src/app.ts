import { round } from '#modules/testing/rounds/round.service.ts'

export const app = round
