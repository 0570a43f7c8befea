import { useState } from 'react'
import { CloseUnit, RenameUnit } from '#kernel/access/unit.schema.ts'
import { useWrite } from '../api.ts'
import { type Say, useFormat, useText } from '../i18n.ts'
import { showToast } from '../toast.ts'
import { AppLink } from '../ui/AppLink.tsx'
import { Button } from '../ui/Button.tsx'
import { Can } from '../ui/Can.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Instant } from '../ui/Instant.tsx'
import { Section } from '../ui/Section.tsx'
import { StateTag } from '../ui/StateTag.tsx'
import type { UnitIndex, UnitRow } from '../units.ts'
import { RenameUnitForm } from './RenameUnitForm.tsx'

export interface UnitDetailsProps {
  readonly unit: UnitRow
  readonly units: UnitIndex
}

/** One unit: its names, what it commands, what may be done to it. */
export function UnitDetails({ unit, units }: UnitDetailsProps) {
  const t = useText()
  const format = useFormat()
  const close = useWrite(CloseUnit)
  const [isRenaming, setRenaming] = useState(false)
  const below = units.below(unit.code).filter(({ closedAt }) => closedAt === null)
  const name = format.name(unit)
  const end = async () => {
    await close.submit({ code: unit.code })
    showToast(t('web.unit.closed_now', { name }))
  }
  return (
    <Section
      title={name}
      actions={
        <>
          <Can use={RenameUnit} unless={refusalOf(unit, 0, t)}>
            <Button onClick={() => setRenaming(true)}>{t('web.unit.rename')}</Button>
          </Can>
          <Can use={CloseUnit} unless={refusalOf(unit, below.length, t)}>
            <Confirm
              verb={t('web.unit.close')}
              thing={name}
              consequence={t('web.unit.close_consequence')}
              run={end}
            />
          </Can>
        </>
      }
    >
      <UnitFacts unit={unit} units={units} />
      {below.length > 0 && (
        <>
          <h3>{t('web.unit.below', { count: below.length })}</h3>
          <ul className="row">
            {below.map((child) => (
              <li key={child.code}>
                <AppLink to={unitAddress(child.code)}>{format.name(child)}</AppLink>
              </li>
            ))}
          </ul>
        </>
      )}
      <Dialog title={t('web.unit.rename')} isOpen={isRenaming} onClose={() => setRenaming(false)}>
        <RenameUnitForm unit={unit} onDone={() => setRenaming(false)} />
      </Dialog>
    </Section>
  )
}

function unitAddress(code: string): string {
  return `/admin/units?unit=${code}`
}

function refusalOf(unit: UnitRow, openBelow: number, t: Say): string | null {
  if (unit.closedAt !== null) return t('web.unit.is_closed')
  return openBelow > 0 ? t('web.unit.has_open_below', { count: openBelow }) : null
}

function UnitFacts({ unit, units }: UnitDetailsProps) {
  const t = useText()
  const format = useFormat()
  const above = units.above(unit.code)
  const covered = unit.covers.map((code) => {
    const found = units.find(code)
    return found ? format.name(found) : code
  })
  return (
    <Facts
      missing={t('web.none')}
      facts={[
        { label: t('web.unit.name_zh'), value: unit.nameZh },
        { label: t('web.unit.name_en'), value: unit.nameEn || null },
        { label: t('web.unit.code'), value: unit.code },
        { label: t('web.unit.kind'), value: t(`access.unit_kind.${unit.kind}`) },
        {
          label: t('web.unit.parent'),
          value: above[0] ? (
            <AppLink to={unitAddress(above[0].code)}>{format.name(above[0])}</AppLink>
          ) : null,
        },
        { label: t('web.unit.covers'), value: covered.length > 0 ? covered.join(' · ') : null },
        {
          label: t('web.unit.state'),
          value: unit.closedAt ? (
            <>
              <StateTag tone="quiet">{t('web.unit.closed')}</StateTag>{' '}
              <Instant at={unit.closedAt} show="day" />
            </>
          ) : (
            <StateTag tone="active">{t('web.unit.open')}</StateTag>
          ),
        },
      ]}
    />
  )
}
