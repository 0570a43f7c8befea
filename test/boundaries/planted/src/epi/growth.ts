import { readFileSync } from 'node:fs'

export const growth = readFileSync
