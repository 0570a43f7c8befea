import { places } from '#modules/places/index.ts'

export const upward = places
