import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../i18n.ts'
import type { SearchHit } from '../module-ui.ts'
import { moduleUis } from '../modules.ts'
import { useSettled } from '../navigation.ts'
import { usePermits } from '../session.ts'
import { CommandPalette, type PaletteEntry } from '../ui/CommandPalette.tsx'
import { useAdminPages, useNavigationEntries } from './navigation-entries.ts'

/** What Ctrl-K offers: pages and acts of this post at once, found things as they come. */
export function Palette({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const t = useText()
  const [text, setText] = useState('')
  const { hits, isSearching } = useSearch(isOpen ? text : '')
  const pages = usePages().filter((entry) => matches(entry, text))
  const acts = useActs().filter((entry) => matches(entry, text))
  const groups = [
    { title: t('web.palette.found'), entries: hits },
    { title: t('web.palette.pages'), entries: pages },
    { title: t('web.palette.acts'), entries: acts },
  ]
  return (
    <CommandPalette
      isOpen={isOpen}
      onClose={() => {
        setText('')
        onClose()
      }}
      text={text}
      onText={setText}
      groups={groups.filter(({ entries }) => entries.length > 0)}
      isSearching={isSearching}
    />
  )
}

function matches({ title }: PaletteEntry, text: string): boolean {
  return title.toLowerCase().includes(text.trim().toLowerCase())
}

function usePages(): readonly PaletteEntry[] {
  const t = useText()
  const pages = [...useNavigationEntries(), ...useAdminPages()].map(({ path, text }) => ({
    key: path,
    title: t(text),
    path,
  }))
  return [...pages, { key: '/me', title: t('web.own.title'), path: '/me' }]
}

function useActs(): readonly PaletteEntry[] {
  const t = useText()
  const permits = usePermits()
  return moduleUis
    .flatMap(({ actions }) => actions ?? [])
    .filter(({ needs }) => !needs || permits(needs) === true)
    .map(({ path, text }) => ({ key: `act-${path}`, title: t(text), path }))
}

const shortest = 2

function useSearch(text: string): { hits: readonly SearchHit[]; isSearching: boolean } {
  const wanted = useSettled(text.trim())
  const query = useQuery({
    queryKey: ['palette', wanted],
    enabled: wanted.length >= shortest,
    queryFn: async ({ signal }) => {
      const found = await Promise.all(
        moduleUis.map(async ({ search }) => search?.(wanted, signal) ?? []),
      )
      return found.flat()
    },
  })
  return { hits: query.data ?? [], isSearching: query.isFetching }
}
