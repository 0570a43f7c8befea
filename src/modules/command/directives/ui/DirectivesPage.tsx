import { useList } from '#web/api.ts'
import { useText } from '#web/i18n.ts'
import { useUrlState } from '#web/navigation.ts'
import { ButtonLink } from '#web/ui/ButtonLink.tsx'
import { Can } from '#web/ui/Can.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Table } from '#web/ui/Table.tsx'
import '../../ui/command.css'
import { DirectiveStatus, directives } from '../directive.schema.ts'
import { directiveAddress, useDirectiveColumns } from './directive-columns.tsx'

/** Every order of the house, the newest first, with how far it has come. */
export function DirectivesPage() {
  const t = useText()
  const [status, setStatus] = useUrlState('status', DirectiveStatus.options)
  const query = useList(directives.list, status ? { status } : {})
  const columns = useDirectiveColumns()
  return (
    <Page
      title={t('command.directives.title')}
      lead={t('command.directives.lead')}
      actions={
        <Can use={directives.draft}>
          <ButtonLink to="/directives/new" kind="primary" icon="plus">
            {t('command.directive.new')}
          </ButtonLink>
        </Can>
      }
    >
      <div className="row">
        <Choice
          label={t('command.directive.status')}
          value={status}
          options={DirectiveStatus.options}
          all={t('command.directives.all')}
          text={(value) => t(`command.directive.status.${value}`)}
          onChange={setStatus}
        />
      </div>
      <Table
        caption={t('command.directives.title')}
        query={query}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={directiveAddress}
        rowName={(row) => row.number ?? row.titleZh}
        empty={status ? t('command.directives.none_such') : t('command.directives.none')}
      />
    </Page>
  )
}
