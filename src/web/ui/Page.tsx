import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../i18n.ts'

export interface PageProps {
  readonly title: string
  /** One line under the title: what this page answers. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly width?: 'full' | 'narrow'
  readonly children: ReactNode
}

/** The first page of a visit leaves the focus to the browser; every later one announces itself. */
let isFirstPage = true

/** A page: its title is the document's title and takes the focus when the page opens. */
export function Page({ title, lead, actions, width = 'full', children }: PageProps) {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${t('web.product')}`
  }, [title, t])
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true })
    isFirstPage = false
  }, [])
  return (
    <div className="page" data-width={width}>
      <header className="page-head">
        <div className="page-titles">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="muted">{lead}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
