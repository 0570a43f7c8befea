import { shell } from '#web/shell.ts'

export const knowsWeb = shell
