import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppointmentId, type PostName } from '#kernel/access/contract.ts'
import { createDemoSession } from '#kernel/access/installation-door.service.ts'
import { postNames } from '#kernel/access/posts.ts'
import { city } from '#kernel/db/scope.ts'
import { inTransaction } from '#kernel/db/transact.ts'
import { Missing } from '#kernel/errors.ts'
import { sessionCookie } from '#kernel/http/sessions.ts'
import type { OpenRuntime } from '#kernel/open-runtime.ts'

/**
 * One click into a post of the drill, from this machine only. The routes exist in the demo alone, and the
 * door behind them refuses in a real installation.
 */
export function serveDemoEntries(server: FastifyInstance, runtime: OpenRuntime): void {
  server.get('/demo/entries', async (request) => {
    requireThisMachine(request)
    return listEntries(runtime)
  })
  server.post<{ Params: { appointmentId: string } }>(
    '/demo/enter/:appointmentId',
    async (request, reply) => {
      requireThisMachine(request)
      const id = AppointmentId.safeParse(request.params.appointmentId)
      if (!id.success) throw new Missing('kernel.not_found')
      const { sessionToken } = await createDemoSession(runtime, id.data)
      return reply
        .setCookie(sessionCookie, sessionToken, { path: '/', httpOnly: true, sameSite: 'strict' })
        .redirect('/', 303)
    },
  )
  server.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, done) =>
    done(null, {}),
  )
}

const loopback = /^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/
const localName = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

// The name is checked as well as the address: another site's page must not reach in through this machine.
function requireThisMachine(request: FastifyRequest): void {
  const isHere = loopback.test(request.ip) && localName.test(request.headers.host ?? '')
  if (!isHere) throw new Missing('kernel.not_found')
}

/** The headquarters first, then the levels below it: in the order of the posts. */
async function listEntries(runtime: OpenRuntime): Promise<Entry[]> {
  const entries = await findEntries(runtime)
  return entries.sort((a, b) => postNames.indexOf(a.post) - postNames.indexOf(b.post))
}

interface Entry {
  readonly appointmentId: string
  readonly post: PostName
}

function findEntries(runtime: OpenRuntime): Promise<Entry[]> {
  return inTransaction(runtime.pool, { scope: city, mode: 'read only' }, async ({ client }) => {
    const { rows } = await client.query<Entry>(
      `select appointment.id as "appointmentId", appointment.post, account.name_zh as "nameZh",
         account.name_en as "nameEn", unit.code as "unitCode", unit.name_zh as "unitZh", unit.name_en as "unitEn"
       from access.appointment
         join access.account on account.id = appointment.account_id
         join access.unit on unit.code = appointment.unit_code
       where appointment.to_at is null and account.closed_at is null
       order by appointment.from_at, unit.position, account.username`,
    )
    return rows
  })
}
