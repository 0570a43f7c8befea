import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Missing } from '../errors.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** The built console: hashed files cached for ever, every other address answered with the one page. */
export function serveConsole(server: FastifyInstance, folder: string): void {
  server.get('/assets/*', (request, reply) => {
    const path = normalize(join(folder, 'assets', wildcard(request)))
    if (!path.startsWith(join(folder, 'assets') + sep) || !existsSync(path))
      throw new Missing('kernel.not_found')
    return sendAsset(request, reply, path)
  })
  const page = () => readFileSync(join(folder, 'index.html'), 'utf8')
  server.get('/*', (request, reply) => {
    if (request.url.startsWith('/api/')) throw new Missing('kernel.not_found')
    const nonce = randomBytes(16).toString('base64')
    return reply
      .header('content-security-policy', consolePolicy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page().replaceAll('__CSP_NONCE__', nonce))
  })
}

/** Nothing from anywhere else, ever: no script, font, picture or connection of a third party. */
function consolePolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

function wildcard(request: FastifyRequest): string {
  const { params } = request
  return typeof params === 'object' && params !== null && '*' in params ? String(params['*']) : ''
}

function sendAsset(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply {
  reply
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('vary', 'accept-encoding')
    .type(mediaTypes[extname(path)] ?? 'application/octet-stream')
  const accepted = request.headers['accept-encoding'] ?? ''
  for (const [encoding, ending] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    if (accepted.includes(encoding) && existsSync(path + ending)) {
      return reply.header('content-encoding', encoding).send(createReadStream(path + ending))
    }
  }
  return reply.send(createReadStream(path))
}
