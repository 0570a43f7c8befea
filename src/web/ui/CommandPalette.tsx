import { type KeyboardEvent, useId, useState } from 'react'
import { useText } from '../i18n.ts'
import { useGo } from '../navigation.ts'
import { Dialog } from './Dialog.tsx'

export interface PaletteEntry {
  readonly key: string
  readonly title: string
  readonly detail?: string
  readonly path: string
}

export interface PaletteGroup {
  readonly title: string
  readonly entries: readonly PaletteEntry[]
}

export interface CommandPaletteProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly text: string
  readonly onText: (text: string) => void
  /** Already filtered by the text. */
  readonly groups: readonly PaletteGroup[]
  readonly isSearching: boolean
}

/** Ctrl-K: every page, act and thing by its name. */
export function CommandPalette(props: CommandPaletteProps) {
  const { isOpen, onClose, text, onText, groups, isSearching } = props
  const t = useText()
  const go = useGo()
  const id = useId()
  const [at, setAt] = useState(0)
  const entries = groups.flatMap((group) => group.entries)
  const current = Math.min(at, Math.max(0, entries.length - 1))
  const open = (entry: PaletteEntry | undefined) => {
    if (!entry) return
    onClose()
    go(entry.path)
  }
  const pressKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const next = (current + step + entries.length) % Math.max(1, entries.length)
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') open(entries[current])
  }
  return (
    <Dialog title={t('web.palette.title')} isOpen={isOpen} onClose={onClose}>
      <div className="palette">
        <input
          className="input"
          role="combobox"
          aria-label={t('web.palette.label')}
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length > 0 ? `${id}-${current}` : undefined}
          placeholder={t('web.palette.label')}
          data-autofocus
          value={text}
          onChange={(event) => {
            onText(event.target.value)
            setAt(0)
          }}
          onKeyDown={pressKey}
        />
        <div
          id={`${id}-list`}
          className="palette-list"
          role="listbox"
          aria-label={t('web.palette.title')}
        >
          {groups.map((group) => (
            <div key={group.title} role="group" aria-label={group.title}>
              <div className="palette-group" aria-hidden="true">
                {group.title}
              </div>
              {group.entries.map((entry) => {
                const index = entries.indexOf(entry)
                return (
                  <div
                    key={entry.key}
                    id={`${id}-${index}`}
                    role="option"
                    aria-selected={index === current}
                    className="palette-hit"
                    onClick={() => open(entry)}
                    onMouseEnter={() => setAt(index)}
                  >
                    <span>{entry.title}</span>
                    {entry.detail && <span className="muted small">{entry.detail}</span>}
                  </div>
                )
              })}
            </div>
          ))}
        </div>
        <p role="status" className="muted small">
          {isSearching ? t('web.loading') : entries.length === 0 && t('web.nothing_found')}
        </p>
      </div>
    </Dialog>
  )
}
