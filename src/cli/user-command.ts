import { parseArgs } from 'node:util'
import {
  createFirstAdministrator,
  resetAtMachine,
} from '#kernel/access/installation-door.service.ts'
import { Invalid } from '#kernel/errors.ts'
import type { OpenRuntime } from '#kernel/open-runtime.ts'

/** `bulwark user create --username U --zh 名 --en Name --unit CODE`, `bulwark user reset --username U`. */
export async function runUserCommand(
  runtime: OpenRuntime,
  args: readonly string[],
): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      username: { type: 'string', default: '' },
      zh: { type: 'string', default: '' },
      en: { type: 'string', default: '' },
      unit: { type: 'string', default: '' },
      data: { type: 'string' },
      'second-factor': { type: 'boolean', default: false },
    },
  })
  const [act] = positionals
  if (act === 'create') {
    const created = await createFirstAdministrator(runtime, {
      username: values.username,
      nameZh: values.zh,
      nameEn: values.en,
      phone: null,
      unitCode: values.unit,
    })
    return passwordLine(created.username, created.initialPassword)
  }
  if (act === 'reset') {
    const { initialPassword } = await resetAtMachine(runtime, {
      username: values.username,
      secondFactor: values['second-factor'],
    })
    return passwordLine(values.username, initialPassword)
  }
  throw new Invalid('kernel.command.unknown', {
    command: `user ${act ?? ''}`,
    known: 'create, reset',
  })
}

function passwordLine(username: string, password: string): string {
  return `${username}  ${password}\n（首次登录须修改 · to be changed at the first sign-in）`
}
