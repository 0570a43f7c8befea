import type { ReactNode } from 'react'
import { showLanguage, useLanguage } from '../i18n.ts'
import { Brand } from '../shell/Brand.tsx'
import { Button } from '../ui/Button.tsx'

export interface GateFrameProps {
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** What stands before the sign-in: the name, one card, the language. */
export function GateFrame({ isWide = false, children }: GateFrameProps) {
  const language = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <main className="gate">
      <Brand />
      <div className="gate-card" data-width={isWide ? 'wide' : undefined}>
        {children}
      </div>
      <Button kind="quiet" onClick={() => void showLanguage(other)}>
        {other === 'zh' ? '中文' : 'English'}
      </Button>
    </main>
  )
}
