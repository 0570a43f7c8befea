import { area } from '#kernel/area.ts'

export const shell = area
