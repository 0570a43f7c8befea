import { AppError, Forbidden, Invalid, Refused } from '../errors.ts'

// PostgreSQL's SQLSTATE, or the system's word for a socket that is gone.
const byCode: Readonly<Record<string, () => AppError>> = {
  '23505': () => new Refused('kernel.conflict'),
  // Characters that PostgreSQL cannot store (NUL, lone surrogates) are the sender's mistake, not ours.
  '22021': () => new Invalid('kernel.unreadable'),
  '22P05': () => new Invalid('kernel.unreadable'),
  // Numbers and dates that no column can hold.
  '22003': () => new Invalid('kernel.unreadable'),
  '22007': () => new Invalid('kernel.unreadable'),
  '22008': () => new Invalid('kernel.unreadable'),
  '53100': () => new AppError(507, 'kernel.disk_full'),
  '57014': () => new AppError(503, 'kernel.too_slow'),
}

const away = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08001',
  '08003',
  '08006',
  '53300',
])

// What the driver says without a code when a connection is lost or cannot be had.
const lostWords = [
  'Connection terminated',
  'is not queryable',
  'timeout exceeded when trying to connect',
  'Client was closed',
]

/** The few database refusals that a person can act on, as codes; everything else stays a fault. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === '42501' && error.message.includes('row-level security')) {
    return new Forbidden('kernel.access.outside_area')
  }
  if (error.message === 'transaction deadline') return new AppError(503, 'kernel.too_slow')
  if (away.has(code) || lostWords.some((words) => error.message.includes(words))) {
    return new AppError(503, 'kernel.database_away')
  }
  return byCode[code]?.() ?? error
}
