import { area } from '#kernel/area.ts'

export const chooseLanguage = area
