import { useLocation, useParams, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'

/** Goes to an address of the console: `go('/items/…')`. */
export function useGo(): (address: string, options?: { readonly replace?: boolean }) => void {
  const { history } = useRouter()
  return useCallback(
    (address, options) => (options?.replace ? history.replace(address) : history.push(address)),
    [history],
  )
}

export function usePath(): string {
  return useLocation({ select: ({ pathname }) => pathname })
}

/** The whole address after the host, for coming back to it. */
export function useAddress(): string {
  return useLocation({ select: ({ href }) => href })
}

/** A part of the path: `usePathParam('itemId')` on `/items/$itemId`. */
export function usePathParam(name: string): string {
  const params: Readonly<Record<string, unknown>> = useParams({ strict: false })
  const value = params[name]
  return typeof value === 'string' ? value : ''
}

/** One word of the query string; the address holds everything a list shows. */
export function useUrlText(name: string): readonly [string, (value: string) => void] {
  const search = useLocation({ select: ({ searchStr }) => searchStr })
  const { history } = useRouter()
  const value = new URLSearchParams(search).get(name) ?? ''
  const set = useCallback(
    (next: string) => {
      const { pathname, search: now } = history.location
      const query = new URLSearchParams(now)
      if (next === '') query.delete(name)
      else query.set(name, next)
      const text = query.toString()
      history.replace(text === '' ? pathname : `${pathname}?${text}`)
    },
    [history, name],
  )
  return [value, set]
}

/** A choice kept in the address; anything else in its place is ignored. */
export function useUrlState<Value extends string>(
  name: string,
  options: readonly Value[],
): readonly [Value | undefined, (value: Value | undefined) => void] {
  const [text, setText] = useUrlText(name)
  const set = useCallback((value: Value | undefined) => setText(value ?? ''), [setText])
  return [options.find((option) => option === text), set]
}

/** What the reader has stopped typing: a search asks the server once, not per letter. */
export function useSettled(text: string, afterMs = 250): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), afterMs)
    return () => clearTimeout(timer)
  }, [text, afterMs])
  return settled
}
