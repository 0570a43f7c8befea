/** Where somebody is sent after signing in: an address of this console and of nobody else. */
export function safeReturn(address: string): string {
  const isOwn = /^\/(?![/\\])/u.test(address) && !address.startsWith('/sign-in')
  return isOwn ? address : '/'
}

export function signInAddress(from: string): string {
  return from === '/' ? '/sign-in' : `/sign-in?from=${encodeURIComponent(from)}`
}
