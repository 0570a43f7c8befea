import { pinyinInitials } from '../pinyin-initials.ts'
import { Tree } from 'antd'
import { useMemo, useState } from 'react'
import { type Format, useFormat, useText } from '../i18n.ts'
import type { UnitIndex } from '../units.ts'
import { Icon } from './Icon.tsx'

export interface UnitTreeProps {
  readonly label: string
  readonly units: UnitIndex
  /** Part of a name or a code: only matches and what stands above them are shown. */
  readonly search: string
  readonly value: string | null
  readonly onChange: (code: string) => void
}

interface Node {
  readonly key: string
  readonly title: string
  readonly isLeaf: boolean
  readonly children: Node[]
}

/** The tree of units, opened as far as needed. */
export function UnitTree({ label, units, search, value, onChange }: UnitTreeProps) {
  const t = useText()
  const format = useFormat()
  const found = useMemo(() => findUnits(units, search), [units, search])
  const nodes = useMemo(
    () => nodesBelow({ units, found, format, closed: t('web.unit.closed') }, null),
    [units, found, format, t],
  )
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(pathTo(units, value)))
  const [shownValue, setShownValue] = useState(value)
  // A unit chosen elsewhere is opened here; what the reader has closed by hand stays closed.
  if (shownValue !== value) {
    setShownValue(value)
    setOpened(new Set([...opened, ...pathTo(units, value)]))
  }
  const expanded = found ? [...found.opened] : [...opened]
  return (
    <div aria-label={label} role="group">
      <Tree
        aria-label={label}
        treeData={nodes}
        height={560}
        blockNode
        switcherIcon={({ expanded }) => <Icon name={expanded ? 'down' : 'right'} />}
        selectedKeys={value ? [value] : []}
        expandedKeys={expanded}
        onExpand={(keys) => setOpened(new Set(keys.map(String)))}
        onSelect={(_keys, { node }) => onChange(node.key)}
      />
    </div>
  )
}

function pathTo(units: UnitIndex, value: string | null): string[] {
  const roots = units.below(null).map(({ code }) => String(code))
  return [...roots, ...(value ? units.above(value).map(({ code }) => String(code)) : [])]
}

interface Found {
  readonly shown: ReadonlySet<string>
  readonly opened: ReadonlySet<string>
}

function findUnits(units: UnitIndex, search: string): Found | null {
  const wanted = search.trim().toLowerCase()
  if (wanted === '') return null
  const opened = new Set<string>()
  const shown = new Set<string>()
  for (const unit of units.all) {
    if (!searchWords(unit).includes(wanted)) continue
    shown.add(unit.code)
    for (const { code } of units.above(unit.code)) {
      shown.add(code)
      opened.add(code)
    }
  }
  return { shown, opened }
}

interface Drawing {
  readonly units: UnitIndex
  readonly found: Found | null
  readonly format: Format
  readonly closed: string
}

function nodesBelow(drawing: Drawing, code: string | null): Node[] {
  const { units, found, format, closed } = drawing
  return units
    .below(code)
    .filter((unit) => !found || found.shown.has(unit.code))
    .map((unit) => {
      const children = nodesBelow(drawing, unit.code)
      const name = format.name(unit)
      const title = unit.closedAt ? `${name} (${closed})` : name
      return { key: String(unit.code), title, isLeaf: children.length === 0, children }
    })
}

function searchWords(unit: { code: string; nameZh: string; nameEn: string }): string {
  return `${unit.code} ${unit.nameZh} ${unit.nameEn} ${pinyinInitials(unit.nameZh)}`.toLowerCase()
}
