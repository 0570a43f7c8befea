import { PostName } from '#kernel/access/contract.ts'
import { ListGrants } from '#kernel/access/holder.schema.ts'
import { useRead } from '../../api.ts'
import { useText } from '../../i18n.ts'
import { useUrlText } from '../../navigation.ts'
import type { AnswerOf } from '../../request.ts'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { useViewport } from '../../viewport.ts'
import { useActWords } from '../act-words.ts'
import { useUrlField, withAll } from '../url-field.ts'
import { GrantList } from './GrantList.tsx'
import { GrantMatrix } from './GrantMatrix.tsx'
import type { Grant } from './grant-groups.ts'

const everyPost = 'all'

/** Which post may do what: the same table that the server asks at every call. */
export function PermissionsPage() {
  const t = useText()
  const query = useRead(ListGrants, {})
  const post = useUrlField('post')
  const [search, setSearch] = useUrlText('search')
  return (
    <Page title={t('web.admin.permissions')} lead={t('web.permissions.lead')}>
      <div className="filters">
        <SearchBox label={t('web.permissions.search')} value={search} onChange={setSearch} />
        <ChoiceField
          field={withAll(post, everyPost)}
          label={t('web.permissions.post')}
          options={[everyPost, ...PostName.options]}
          text={(name) =>
            name === everyPost
              ? t('web.accounts.every_post')
              : t(`access.post.${PostName.parse(name)}`)
          }
        />
      </div>
      <Shown query={query}>
        {(grants) => <Found grants={grants} search={search} post={post.value} />}
      </Shown>
    </Page>
  )
}

interface FoundProps {
  readonly grants: AnswerOf<typeof ListGrants>
  readonly search: string
  readonly post: string | null
}

function Found({ grants, search, post }: FoundProps) {
  const t = useText()
  const acts = useActWords()
  const isNarrow = useViewport('narrow')
  const wanted = search.trim().toLowerCase()
  const rows: Grant[] = Object.entries(grants)
    .map(([permission, posts]) => ({ permission, posts, words: acts(permission) }))
    .filter(({ permission, words }) =>
      `${permission} ${words ?? ''}`.toLowerCase().includes(wanted),
    )
    .filter(({ posts }) => post === null || posts.some((name) => name === post))
  if (rows.length === 0) return <Empty>{t('web.permissions.none')}</Empty>
  return isNarrow || post !== null ? <GrantList rows={rows} /> : <GrantMatrix rows={rows} />
}
