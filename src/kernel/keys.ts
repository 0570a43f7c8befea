import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from './errors.ts'

/** Signs; the private half never leaves the key folder and this process. */
export interface SigningKey {
  /** The 32 raw bytes that others verify with. */
  readonly publicKey: Buffer
  /** SHA-256 of the public key: what is compared on the phone or on paper. */
  readonly fingerprint: Buffer
  sign(message: Uint8Array): Buffer
}

/** Encrypts small secrets that lie in the database (AES-256-GCM, bound to the key's name). */
export interface Sealer {
  seal(plain: Uint8Array): Buffer
  /** Throws when the sealed bytes were altered or belong to another key. */
  open(sealed: Uint8Array): Buffer
}

/** The keys of one installation. They live outside the database: whoever copies it cannot sign or open. */
export interface Keys {
  readonly folder: string
  /** An Ed25519 key, made at first use. */
  signingKey(name: string): SigningKey
  /** The same, but null when it was never made here: for whoever only compares. */
  knownSigningKey(name: string): SigningKey | null
  /** A 32-byte key, made at first use. */
  sealingKey(name: string): Sealer
}

const nameShape = /^[a-z][a-z0-9-]{0,39}$/

/** Opens the key folder (0700), or makes it. Several processes may open one folder at the same time. */
export function openKeys(folder: string): Keys {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const signing = new Map<string, SigningKey>()
  const sealing = new Map<string, Sealer>()
  return {
    folder,
    signingKey: (name) => remember(signing, name, () => loadSigningKey(folder, name)),
    knownSigningKey: (name) =>
      existsSync(join(folder, `${name}.pem`))
        ? remember(signing, name, () => loadSigningKey(folder, name))
        : null,
    sealingKey: (name) => remember(sealing, name, () => loadSealingKey(folder, name)),
  }
}

function remember<Key>(known: Map<string, Key>, name: string, load: () => Key): Key {
  const kept = known.get(name)
  if (kept) return kept
  if (!nameShape.test(name)) throw new Error('a key is named in small letters, digits and dashes')
  const loaded = load()
  known.set(name, loaded)
  return loaded
}

function loadSigningKey(folder: string, name: string): SigningKey {
  const file = join(folder, `${name}.pem`)
  const privateKey = parsePrivateKey(
    file,
    readOrMake(file, () => {
      const { privateKey } = generateKeyPairSync('ed25519')
      return Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    }),
  )
  const publicKey = rawPublicKey(createPublicKey(privateKey))
  return {
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    sign: (message) => sign(null, message, privateKey),
  }
}

function parsePrivateKey(file: string, pem: Buffer): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (error) {
    throw new AppError(500, 'kernel.keys.damaged', { file, reason: String(error) })
  }
  throw new AppError(500, 'kernel.keys.damaged', { file, reason: 'not an Ed25519 key' })
}

// The DER form of an Ed25519 public key is a fixed head of 12 bytes and the key.
const derHead = Buffer.from('302a300506032b6570032100', 'hex')

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(derHead.length)
}

/** The 32 raw bytes as a key to verify with; null when they are not 32. */
export function publicKeyFrom(raw: Uint8Array): KeyObject | null {
  if (raw.length !== 32) return null
  return createPublicKey({ key: Buffer.concat([derHead, raw]), format: 'der', type: 'spki' })
}

export function fingerprintOf(publicKey: Uint8Array): Buffer {
  return createHash('sha256').update(publicKey).digest()
}

const nonceLength = 12
const tagLength = 16
const sealVersion = 1

function loadSealingKey(folder: string, name: string): Sealer {
  const file = join(folder, `${name}.key`)
  const key = readOrMake(file, () => randomBytes(32))
  if (key.length !== 32) {
    throw new AppError(500, 'kernel.keys.damaged', { file, reason: `${key.length} bytes, not 32` })
  }
  return {
    seal(plain) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name))
      const body = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([Buffer.of(sealVersion), nonce, cipher.getAuthTag(), body])
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      const bodyAt = 1 + nonceLength + tagLength
      if (bytes.length < bodyAt || bytes[0] !== sealVersion) throw new Error('not sealed by this')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceLength))
        .setAAD(Buffer.from(name))
        .setAuthTag(bytes.subarray(1 + nonceLength, bodyAt))
      return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()])
    },
  }
}

/**
 * Reads a key, or makes it whole under another name and links it: two processes that start together end
 * with one key, and one that is killed leaves none half written.
 */
function readOrMake(file: string, make: () => Buffer): Buffer {
  const kept = readPrivate(file)
  if (kept) return kept
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeDurably(draft, make())
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  const made = readPrivate(file)
  if (!made) throw new AppError(500, 'kernel.keys.damaged', { file, reason: 'gone again' })
  return made
}

function writeDurably(file: string, content: Buffer): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    writeSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

// A key that others on the machine could have read is no key any more; a person must decide what to do.
function readPrivate(file: string): Buffer | null {
  try {
    const { mode } = statSync(file)
    if ((mode & 0o077) !== 0) throw new AppError(500, 'kernel.keys.open_to_others', { file })
    return readFileSync(file)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
