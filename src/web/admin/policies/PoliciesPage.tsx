import { useState } from 'react'
import { policyWrites } from '#kernel/policy/policy.schema.ts'
import { useText } from '../../i18n.ts'
import { useGo, useUrlState } from '../../navigation.ts'
import { Button } from '../../ui/Button.tsx'
import { Can } from '../../ui/Can.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { CompareView } from './CompareView.tsx'
import { DraftSetForm } from './DraftSetForm.tsx'
import { InForceView } from './InForceView.tsx'
import { SetsView } from './SetsView.tsx'

const views = ['in_force', 'sets', 'compare'] as const

/** Which number holds on which day and by whose order; the orders; two of them side by side. */
export function PoliciesPage() {
  const t = useText()
  const go = useGo()
  const [view = 'in_force', setView] = useUrlState('view', views)
  const [isDrafting, setDrafting] = useState(false)
  return (
    <Page
      title={t('web.admin.policies')}
      lead={t('web.policy.lead')}
      actions={
        <Can use={policyWrites.draft}>
          <Button kind="primary" icon="plus" onClick={() => setDrafting(true)}>
            {t('web.policy.draft')}
          </Button>
        </Can>
      }
    >
      <Tabs
        label={t('web.policy.views')}
        tabs={views.map((key) => ({ key, label: t(`web.policy.view.${key}`) }))}
        value={view}
        onChange={setView}
      >
        {view === 'in_force' && <InForceView />}
        {view === 'sets' && <SetsView />}
        {view === 'compare' && <CompareView />}
      </Tabs>
      <Dialog title={t('web.policy.draft')} isOpen={isDrafting} onClose={() => setDrafting(false)}>
        <DraftSetForm
          copyFrom={null}
          onCancel={() => setDrafting(false)}
          onDone={(id) => go(`/admin/policies/${id}`)}
        />
      </Dialog>
    </Page>
  )
}
