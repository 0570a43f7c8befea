import { useState } from 'react'
import { CreateUnit } from '#kernel/access/unit.schema.ts'
import { useText } from '../i18n.ts'
import { useUrlText } from '../navigation.ts'
import { Button } from '../ui/Button.tsx'
import { Can } from '../ui/Can.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { Section } from '../ui/Section.tsx'
import { Shown } from '../ui/Shown.tsx'
import { UnitTree } from '../ui/UnitTree.tsx'
import { indexUnits, useUnitsRead } from '../units.ts'
import { CreateUnitForm } from './CreateUnitForm.tsx'
import { UnitDetails } from './UnitDetails.tsx'

/** The tree of units: who stands under whom, found by name, corrected here. */
export function UnitsPage() {
  const t = useText()
  const query = useUnitsRead()
  const [code, setCode] = useUrlText('unit')
  const [search, setSearch] = useUrlText('search')
  const [isCreating, setCreating] = useState(false)
  return (
    <Page
      title={t('web.admin.units')}
      lead={t('web.unit.lead')}
      actions={
        <Can use={CreateUnit}>
          <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
            {t('web.unit.create')}
          </Button>
        </Can>
      }
    >
      <Shown query={query}>
        {(rows) => {
          const units = indexUnits(rows)
          const unit = units.find(code)
          return (
            <div className="side-by-side">
              <Section title={t('web.unit.tree')}>
                <SearchBox label={t('web.unit.search')} value={search} onChange={setSearch} />
                <UnitTree
                  label={t('web.unit.tree')}
                  units={units}
                  search={search}
                  value={code || null}
                  onChange={setCode}
                />
              </Section>
              {unit ? (
                <UnitDetails key={unit.code} unit={unit} units={units} />
              ) : (
                <Section title={t('web.unit.details')}>
                  <Empty>{t('web.unit.pick')}</Empty>
                </Section>
              )}
            </div>
          )
        }}
      </Shown>
      <Dialog title={t('web.unit.create')} isOpen={isCreating} onClose={() => setCreating(false)}>
        <CreateUnitForm
          parentCode={code || null}
          onDone={(created) => {
            setCreating(false)
            if (created) setCode(created)
          }}
        />
      </Dialog>
    </Page>
  )
}
