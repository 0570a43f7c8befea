import type kernel from '../text/zh.json'

type KernelTexts = typeof kernel

/**
 * Every sentence a person may see, by key. Each module adds its own keys by augmenting this interface
 * (see `src/modules/command/text.ts`), so a code without a sentence does not compile.
 */
export interface Texts extends KernelTexts {}

export type TextKey = Extract<keyof Texts, string>
export type TextParams = Readonly<Record<string, string | number | boolean | null>>
export type Language = 'zh' | 'en'
