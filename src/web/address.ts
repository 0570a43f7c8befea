/** Where somebody is sent after signing in: an address of this console and of nobody else. */
export function safeReturn(address: string): string {
  const isOwn = /^\/(?![/\\])/u.test(address) && !address.startsWith('/sign-in')
  return isOwn ? address : '/'
}

/** Null when that is where one already is. */
export function signInAddress(from: string): string | null {
  if (from.startsWith('/sign-in')) return null
  return from === '/' ? '/sign-in' : `/sign-in?from=${encodeURIComponent(from)}`
}
