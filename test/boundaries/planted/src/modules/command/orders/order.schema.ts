import { area } from '#kernel/area.ts'

export const order = area
