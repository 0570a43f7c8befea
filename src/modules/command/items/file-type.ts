/** What a file is by its first bytes; a name or a header may lie. Null: not a type that is taken. */
export function mediaTypeOf(content: Uint8Array): string | null {
  const known = signatures.find(({ bytes, at }) =>
    bytes.every((byte, i) => content[at + i] === byte),
  )
  if (known) return known.mediaType
  return isText(content) ? 'text/plain; charset=utf-8' : null
}

export const photoTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/heic']

const signatures = [
  { mediaType: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { mediaType: 'image/heic', at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69] },
  { mediaType: 'image/heic', at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x6d, 0x69, 0x66] },
  { mediaType: 'application/pdf', at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  // Office documents are ZIP archives (OOXML) or compound files (the old .doc, .xls).
  { mediaType: 'application/zip', at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  {
    mediaType: 'application/x-ole-storage',
    at: 0,
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  },
] as const

function isText(content: Uint8Array): boolean {
  if (content.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content)
    return true
  } catch {
    return false
  }
}
