import { policyReads } from '#kernel/policy/policy.schema.ts'
import { useRead } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { usePathParam } from '../../navigation.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { Section } from '../../ui/Section.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { ActivationNotice } from './ActivationNotice.tsx'
import { SetActions } from './SetActions.tsx'
import { SetFacts } from './SetFacts.tsx'
import { SetState } from './SetState.tsx'
import { SetValues } from './SetValues.tsx'
import type { OpenedSet } from './policy-words.ts'

/** One order: who issued it, from when to when, what it says, and how sure we are of it. */
export function PolicySetPage() {
  const query = useRead(policyReads.open, { id: usePathParam('setId') })
  return <Shown query={query}>{(opened) => <OpenedPage opened={opened} />}</Shown>
}

function OpenedPage({ opened }: { readonly opened: OpenedSet }) {
  const t = useText()
  const format = useFormat()
  const { set } = opened
  return (
    <Page
      title={format.name(set)}
      lead={
        <span className="row">
          <SetState set={set} />
          <code>{set.code}</code>
          <AppLink to="/admin/policies?view=sets">{t('web.policy.to_sets')}</AppLink>
        </span>
      }
      actions={<SetActions opened={opened} />}
    >
      {set.status === 'draft' && <ActivationNotice opened={opened} />}
      <Section title={t('web.policy.order_facts')}>
        <SetFacts opened={opened} />
      </Section>
      <SetValues opened={opened} />
    </Page>
  )
}
