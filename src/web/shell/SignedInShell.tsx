import { Outlet } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useText } from '../i18n.ts'
import { useShortcuts } from '../keyboard.ts'
import { useLive } from '../live.ts'
import { moduleUis } from '../modules.ts'
import type { Session } from '../session.ts'
import { KeyHelp } from '../ui/KeyHelp.tsx'
import { BottomBar } from './BottomBar.tsx'
import { Palette } from './Palette.tsx'
import { SideNavigation } from './SideNavigation.tsx'
import { TopBar } from './TopBar.tsx'

const livePaths = {
  'kernel.clock': ['/access/session'],
  'access.account': ['/access/session'],
  'access.appointment': ['/access/'],
  ...Object.assign({}, ...moduleUis.map(({ live }) => live ?? {})),
}

/** Bar, navigation, page. */
export function SignedInShell({ session }: { readonly session: Session }) {
  const t = useText()
  const main = useRef<HTMLElement>(null)
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  useLive(livePaths)
  useShortcuts([
    {
      keys: '$mod+k',
      text: 'web.keys.palette',
      run(event) {
        event.preventDefault()
        setPaletteOpen(true)
      },
    },
  ])
  return (
    <div className="shell">
      <a
        href="#main"
        className="skip"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        {t('web.skip')}
      </a>
      <TopBar session={session} openPalette={() => setPaletteOpen(true)} />
      <SideNavigation />
      <main id="main" ref={main} className="main" tabIndex={-1}>
        <Outlet />
      </main>
      <BottomBar />
      <Palette isOpen={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
      <KeyHelp />
    </div>
  )
}
