import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { readIfThere, syncFolder } from '../db/embedded/data-folder.ts'
import { isSystemError } from '../db/embedded/start-problem.ts'
import { AppError } from '../errors.ts'

/** File name to content (base64). */
const Bundle = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}\.(pem|key)$/), z.base64())
export type KeyBundle = z.infer<typeof Bundle>

const shape = /^[a-z][a-z0-9-]{0,39}\.(pem|key)$/
const leastPassphrase = 12
const saltLength = 16
const nonceLength = 12
const tagLength = 16

/** Everything in the key folder; empty when there is none. */
export async function readKeyFolder(folder: string): Promise<KeyBundle> {
  const bundle: KeyBundle = {}
  for (const name of (await namesIn(folder)).sort()) {
    if (shape.test(name)) bundle[name] = (await readFile(join(folder, name))).toString('base64')
  }
  return bundle
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return []
    throw error
  }
}

export function requireStrong(passphrase: string): void {
  if ([...passphrase].length < leastPassphrase) {
    throw new AppError(422, 'backup.passphrase_short', { least: leastPassphrase })
  }
}

/** Seals keys with a passphrase, bound to one backup: scrypt (128 MB of memory a guess), AES-256-GCM. */
export async function sealKeys(
  bundle: KeyBundle,
  secret: { readonly passphrase: string; readonly backupId: string },
): Promise<Buffer> {
  const salt = randomBytes(saltLength)
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', await stretch(secret.passphrase, salt), nonce)
  cipher.setAAD(Buffer.from(secret.backupId))
  const body = Buffer.concat([cipher.update(JSON.stringify(bundle)), cipher.final()])
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), body])
}

/** Throws when the passphrase is not the one that sealed. */
export async function openSealedKeys(
  sealed: Buffer,
  secret: { readonly passphrase: string; readonly backupId: string },
): Promise<KeyBundle> {
  const nonceAt = saltLength
  const tagAt = nonceAt + nonceLength
  const bodyAt = tagAt + tagLength
  const key = await stretch(secret.passphrase, sealed.subarray(0, saltLength))
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(nonceAt, tagAt))
    .setAAD(Buffer.from(secret.backupId))
    .setAuthTag(sealed.subarray(tagAt, bodyAt))
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()])
    return Bundle.parse(JSON.parse(plain.toString('utf8')))
  } catch {
    // The file's own hash held, so what does not fit is the passphrase.
    throw new AppError(422, 'backup.passphrase_wrong')
  }
}

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

function stretch(passphrase: string, salt: Buffer): Promise<Buffer> {
  return derive(passphrase.normalize('NFC'), salt, 32, {
    N: 2 ** 17,
    r: 8,
    p: 1,
    maxmem: 2 ** 28,
  })
}

/** Refuses a folder that holds other keys under the same names: they may be all that opens something else. */
export async function refuseOtherKeys(folder: string, bundle: KeyBundle): Promise<void> {
  const present = await readKeyFolder(folder)
  const differs = Object.entries(bundle).some(
    ([name, content]) => (present[name] ?? content) !== content,
  )
  if (differs) throw new AppError(409, 'backup.keys_differ', { folder })
}

/** Puts keys into their folder (0700, each 0600); answers how to take away again what was not there before. */
export async function placeKeys(folder: string, bundle: KeyBundle): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const placed: string[] = []
  const takeAway = async () => {
    for (const file of placed) await rm(file, { force: true })
  }
  try {
    for (const [name, content] of Object.entries(bundle)) {
      const file = join(folder, name)
      if ((await readIfThere(file)) !== null) continue
      // Whole before it has its name: a half key would look like another key.
      const draft = `${file}.${randomBytes(6).toString('hex')}`
      placed.push(draft)
      const handle = await open(draft, 'wx', 0o600)
      await handle.writeFile(Buffer.from(content, 'base64'))
      await handle.sync()
      await handle.close()
      await rename(draft, file)
      placed.push(file)
    }
    await syncFolder(folder)
  } catch (error) {
    await takeAway()
    throw error
  }
  return takeAway
}
