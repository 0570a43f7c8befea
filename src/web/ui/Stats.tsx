import type { ReactNode } from 'react'

/** A row of numbers; two abreast on a phone. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <div className="stats">{children}</div>
}
