import type texts from './text/zh.json'

type CommandTexts = typeof texts

declare module '#kernel/i18n/texts.ts' {
  interface Texts extends CommandTexts {}
}
