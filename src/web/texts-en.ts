import kernel from '#kernel/text/en.json'
import { mergeTexts } from './merge-texts.ts'
import web from './text/en.json'

// By glob: a module's sentences are data, so no screen has to name the modules.
const modules = import.meta.glob('../modules/*/text/en.json', { eager: true, import: 'default' })

export const texts = mergeTexts([kernel, web, ...Object.values(modules)])
