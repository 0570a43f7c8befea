import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { postNames } from '#kernel/access/posts.ts'
import type { Module } from '#kernel/module.ts'
import { projectRoot } from '#kernel/root.ts'

type Texts = ReadonlyMap<string, string>

/** Who may enter whom, as the boundary rules have it. */
export type Arrows = Readonly<Record<string, readonly string[]>>

const header = '<!-- Printed from the code by `npm run docs`; a test fails when it differs. -->'

/** The pages that nobody writes by hand: file name → text. */
export function printDocs(
  modules: readonly Module[],
  arrows: { readonly mayEnter: Arrows; readonly mayKnowContractOf: Arrows },
): ReadonlyMap<string, string> {
  const texts = { zh: readTexts('zh'), en: readTexts('en') }
  return new Map([
    ['docs/permissions.md', printPermissions(modules, texts)],
    ['docs/endpoints.md', printEndpoints(modules)],
    ['docs/modules.md', printModules(modules, arrows)],
  ])
}

function readTexts(language: 'zh' | 'en'): Texts {
  const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith(`/text/${language}.json`),
  )
  const read = (path: string): unknown =>
    JSON.parse(readFileSync(join(projectRoot, 'src', path), 'utf8'))
  return new Map(
    files.flatMap((path) => Object.entries(z.record(z.string(), z.string()).parse(read(path)))),
  )
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}

function printPermissions(
  modules: readonly Module[],
  { zh, en }: { readonly zh: Texts; readonly en: Texts },
): string {
  const posts = postNames.map(
    (post) =>
      `- \`${post}\` ${zh.get(`access.post.${post}`) ?? ''} · ${en.get(`access.post.${post}`) ?? ''}`,
  )
  const sections = modules.map((module) => {
    const permissions = [...new Set(postNames.flatMap((post) => module.access[post]))].sort()
    const rows = permissions.map((permission) => [
      `\`${permission}\``,
      zh.get(permission) ?? '',
      en.get(permission) ?? '',
      holders(module, permission),
    ])
    return `## ${module.name}\n\n${table(['permission', '中文', 'English', 'posts'], rows)}`
  })
  return `${header}\n# Who may do what · 岗位权限\n\n${posts.join('\n')}\n\n${sections.join('\n\n')}\n`
}

function holders(module: Module, permission: string): string {
  const holding = postNames.filter((post) => module.access[post].includes(permission))
  return holding.length === postNames.length ? '**every post**' : holding.join(', ')
}

function printEndpoints(modules: readonly Module[]): string {
  const sections = modules.map((module) => {
    const rows = module.operations
      .map(({ endpoint }) => endpoint)
      .toSorted((one, other) =>
        `${one.path} ${one.method}` < `${other.path} ${other.method}` ? -1 : 1,
      )
      .map(({ method, path, permission, personal }) => [
        method,
        `\`/api${path}\``,
        `\`${permission}\``,
        personal ? 'purpose' : '',
      ])
    return `## ${module.name}\n\n${table(['method', 'path', 'permission', 'asks for'], rows)}`
  })
  return `${header}\n# Endpoints\n\n${sections.join('\n\n')}\n`
}

function printModules(
  modules: readonly Module[],
  {
    mayEnter,
    mayKnowContractOf,
  }: { readonly mayEnter: Arrows; readonly mayKnowContractOf: Arrows },
): string {
  const built = new Set(modules.map(({ name }) => name))
  const names = Object.keys(mayEnter)
  const rows = names.map((name) => [
    `\`${name}\``,
    built.has(name) ? 'yes' : 'not yet',
    mayEnter[name]?.join(', ') ?? '',
    mayKnowContractOf[name]?.join(', ') ?? '',
  ])
  const lines = names.flatMap((name) => [
    ...(mayEnter[name] ?? []).map((other) => `  ${name} --> ${other}`),
    ...(mayKnowContractOf[name] ?? []).map((other) => `  ${name} -.-> ${other}`),
  ])
  const parts = modules.map(({ name }) => name).filter((name) => !names.includes(name))
  return [
    header,
    '# Modules',
    '',
    `Below all of them lies the kernel; its parts with endpoints of their own: ${parts.join(', ')}.`,
    '',
    table(['module', 'built', 'may enter', 'knows the contract of'], rows),
    '',
    '```mermaid',
    'graph BT',
    ...names.map((name) => `  ${name}`),
    ...lines,
    '```',
    '',
  ].join('\n')
}
