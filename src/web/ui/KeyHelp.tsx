import { useState } from 'react'
import { useText } from '../i18n.ts'
import { type Shortcut, useListedShortcuts, useShortcuts } from '../keyboard.ts'
import { Dialog } from './Dialog.tsx'
import { ShortcutSwitch } from './ShortcutSwitch.tsx'

const spoken: Readonly<Record<string, string>> = {
  $mod: /Mac|iPhone|iPad/u.test(globalThis.navigator?.userAgent ?? '') ? '⌘' : 'Ctrl',
  Space: '␣',
  Enter: '↵',
}

function spell(keys: string): string[] {
  if (keys === 'Shift+?') return ['?']
  return keys.split(/[+ ]/u).map((key) => spoken[key] ?? key)
}

/** `?`: every shortcut of what is on screen. */
export function KeyHelp() {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const listed = useListedShortcuts()
  useShortcuts([{ keys: 'Shift+?', text: 'web.keys.help', run: () => setOpen(true) }])
  const unique = new Map<string, Shortcut>(listed.map((shortcut) => [shortcut.keys, shortcut]))
  return (
    <Dialog title={t('web.keys.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
      <div className="stack">
        <dl className="key-list">
          {[...unique.values()].map(({ keys, text }) => (
            <div key={keys} style={{ display: 'contents' }}>
              <dt>
                {spell(keys).map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(text)}</dd>
            </div>
          ))}
        </dl>
        <ShortcutSwitch />
      </div>
    </Dialog>
  )
}
