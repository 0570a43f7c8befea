import { nowhere } from './nowhere.ts'

export const pointsNowhere = nowhere
