import { main } from '../main.ts'

export const knowsRoot = main
