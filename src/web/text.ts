import type web from './text/zh.json'

type WebTexts = typeof web

declare module '#kernel/i18n/texts.ts' {
  interface Texts extends WebTexts {}
}
