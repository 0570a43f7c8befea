/** A fingerprint is compared aloud, four characters at a time. */
export function inFours(hex: string): string {
  return hex.replaceAll(/(.{4})(?=.)/gu, '$1 ')
}
