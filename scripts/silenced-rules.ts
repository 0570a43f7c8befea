import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const silencer = /(?:oxlint-disable|eslint-disable)[\w-]*(?<lint>.*)|@ts-expect-error(?<type>.*)/
const forbidden = /oxfmt-ignore|prettier-ignore|@ts-ignore|@ts-nocheck/

export interface Silenced {
  readonly count: number
  /** Comments that give no reason, or that nobody may write at all. */
  readonly wrong: readonly string[]
}

/** Counts the comments that switch a check off. Each says why: `-- why` after a rule, words after a type error. */
export function countSilenced(root: string, files: readonly string[]): Silenced {
  const lines = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .map((text, position) => ({ text, place: `${file}:${position + 1}` }))
      .filter(({ text }) => /\/[/*]/.test(text)),
  )
  const found = lines.filter(({ text }) => silencer.test(text))
  const banned = lines.filter(({ text }) => forbidden.test(text))
  const unexplained = found.filter(({ text }) => {
    const groups = silencer.exec(text)?.groups
    return groups?.['lint'] === undefined
      ? !/\w{3}/.test(groups?.['type'] ?? '')
      : !/ -- \w{3}/.test(groups['lint'])
  })
  return { count: found.length, wrong: [...banned, ...unexplained].map(({ place }) => place) }
}
