import { area } from '#kernel/area.ts'

export const unlisted = area
