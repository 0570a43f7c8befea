import { useText } from '#web/i18n.ts'
import { useGo } from '#web/navigation.ts'
import { Page } from '#web/ui/Page.tsx'
import '../../ui/command.css'
import '../../ui/draft.css'
import { DirectiveEditor } from './DirectiveEditor.tsx'

/** A new order. Its first save gives it an address of its own. */
export function NewDirectivePage() {
  const t = useText()
  const go = useGo()
  return (
    <Page title={t('command.directive.new')} lead={t('command.draft.lead')}>
      <DirectiveEditor
        directive={null}
        onSaved={({ id }) => go(`/directives/${id}/edit`, { replace: true })}
      />
    </Page>
  )
}
