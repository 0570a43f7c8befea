import type { FastifyInstance } from 'fastify'
import { type Actor, isVisible } from '../access/actor.ts'
import { AppError } from '../errors.ts'
import { actorOf } from './operation-routes.ts'
import type { SessionDoor } from './sessions.ts'

/** One thing that happened, as screens hear it: no content, only what to ask for again. */
export interface LiveEvent {
  readonly name: string
  readonly id?: string
  readonly districtCode?: number
  readonly streetCode?: number | null
  /** Further scope codes that may know: the issuer, the verifier. */
  readonly codes?: readonly number[]
}

export interface LiveHub {
  tell(event: LiveEvent): void
  /** Ends the streams of an account (`*`: of all): their sessions were ended or changed. */
  forget(who: string): void
  readonly watchers: number
  close(): void
}

/** May this post hear of it? The same area rule as the rows themselves. */
export function mayHear(
  actor: Actor,
  { districtCode, streetCode, codes = [] }: LiveEvent,
): boolean {
  if (actor.scope.kind === 'city') return true
  if (districtCode === undefined)
    return isVisible(actor, { districtCode: 0, streetCode: null, codes })
  return isVisible(actor, { districtCode, streetCode: streetCode ?? null, codes })
}

const heartbeatMs = 15_000

/** `/api/live`: server-sent events to everybody signed in. */
export function serveLive(server: FastifyInstance, sessions: SessionDoor): LiveHub {
  const watchers = new Set<{ actor: Actor; send: (text: string) => void; end: () => void }>()
  server.get('/api/live', async (request, reply) => {
    const actor = await actorOf(request, sessions)
    if (!actor) throw new AppError(401, 'kernel.access.sign_in_needed')
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    reply.raw.write('retry: 2000\n\n')
    const watcher = {
      actor,
      send: (text: string) => void reply.raw.write(text),
      end: () => void reply.raw.end(),
    }
    watchers.add(watcher)
    request.raw.on('close', () => watchers.delete(watcher))
  })
  // A line now and then keeps proxies from cutting the stream and lets the screen show its age.
  const heartbeat = setInterval(() => {
    for (const watcher of watchers) watcher.send(': still here\n\n')
  }, heartbeatMs)
  heartbeat.unref()
  return {
    tell(event) {
      const text = `data: ${JSON.stringify({ name: event.name, id: event.id })}\n\n`
      for (const watcher of watchers) if (mayHear(watcher.actor, event)) watcher.send(text)
    },
    forget(who) {
      for (const watcher of watchers) {
        if (who === '*' || watcher.actor.accountId === who) watcher.end()
      }
    },
    get watchers() {
      return watchers.size
    },
    close() {
      clearInterval(heartbeat)
      for (const watcher of watchers) watcher.end()
    },
  }
}
