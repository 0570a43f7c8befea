/** A file as evidence needs it: its bytes and their SHA-256, taken before anything leaves the device. */
export interface PickedFile {
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: string
  readonly content: Uint8Array
}

export async function readPickedFile(file: File): Promise<PickedFile> {
  const content = new Uint8Array(await file.arrayBuffer())
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const mediaType = file.type || 'application/octet-stream'
  return { name: file.name, mediaType, size: file.size, sha256, content }
}
