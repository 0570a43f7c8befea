import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'

export interface CommitSpread {
  readonly commit: string
  readonly subject: string
  readonly files: number
  readonly folders: number
  readonly modules: readonly string[]
}

// Written by a program, not by hand: they say nothing about how far a change reached.
const generated =
  /^(package-lock\.json|docs\/(permissions|endpoints|modules)\.md)$|\.(png|svg|csv)$/

/** How far each commit reached, newest first: the price of one new thing in this layout. */
export function readSpread(root: string, limit: number): CommitSpread[] {
  const log = execFileSync(
    'git',
    ['log', `--max-count=${limit}`, '--no-merges', '--name-only', '--format=%x00%h %s'],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  )
  return log
    .split('\0')
    .slice(1)
    .map((entry) => {
      const [head = '', ...rest] = entry.split('\n')
      const files = rest.filter((file) => file !== '' && !generated.test(file))
      const modules = files.flatMap(
        (file) => /^src\/(?:modules\/(?<name>[^/]+)|kernel)\//.exec(file)?.slice(0, 1) ?? [],
      )
      return {
        commit: head.slice(0, head.indexOf(' ')),
        subject: head.slice(head.indexOf(' ') + 1),
        files: files.length,
        folders: new Set(files.map((file) => dirname(file))).size,
        modules: [...new Set(modules.map(nameOf))].sort(),
      }
    })
}

function nameOf(folder: string): string {
  return folder.replace(/^src\/(modules\/)?/, '').replace(/\/$/, '')
}

export function spreadLine({ commit, subject, files, folders, modules }: CommitSpread): string {
  const touched = modules.length > 0 ? modules.join(', ') : 'none'
  return `${commit}  ${files} files  ${folders} folders  modules: ${touched}  · ${subject.slice(0, 70)}`
}
