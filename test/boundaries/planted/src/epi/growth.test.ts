import { area } from '#kernel/area.ts'

export const growthTest = area
