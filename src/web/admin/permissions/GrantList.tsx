import { useText } from '../../i18n.ts'
import { ActOf } from '../ActOf.tsx'
import { GroupedTable } from '../GroupedTable.tsx'
import { type Grant, groupByModule } from './grant-groups.ts'
import { useModuleTitle } from './use-module-title.ts'

/** Each permission with the posts that hold it, in words: for a phone, and for one post. */
export function GrantList({ rows }: { readonly rows: readonly Grant[] }) {
  const t = useText()
  const title = useModuleTitle()
  return (
    <GroupedTable
      caption={t('web.admin.permissions')}
      groups={groupByModule(rows, title)}
      rowKey={({ permission }) => permission}
      columns={[
        {
          key: 'act',
          header: t('web.permissions.act'),
          width: '40%',
          cell: ({ permission }) => <ActOf action={permission} />,
        },
        {
          key: 'posts',
          header: t('web.permissions.posts'),
          cell: ({ posts }) =>
            posts.length === 0
              ? t('web.permissions.nobody')
              : posts.map((post) => t(`access.post.${post}`)).join(' · '),
        },
      ]}
    />
  )
}
