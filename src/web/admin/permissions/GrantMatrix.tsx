import '../admin.css'
import { PostName } from '#kernel/access/contract.ts'
import { useText } from '../../i18n.ts'
import { ActOf } from '../ActOf.tsx'
import { type Grant, groupByModule } from './grant-groups.ts'
import { useModuleTitle } from './use-module-title.ts'

/** Permissions down, posts across. */
export function GrantMatrix({ rows }: { readonly rows: readonly Grant[] }) {
  const t = useText()
  const title = useModuleTitle()
  const caption = t('web.admin.permissions')
  return (
    <div className="table-frame">
      <div className="table-scroll" role="group" aria-label={caption} tabIndex={0}>
        <table className="table matrix">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className="sticky">
                {t('web.permissions.act')}
              </th>
              {PostName.options.map((post) => (
                <th key={post} scope="col" className="upright">
                  <span>{t(`access.post.${post}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          {groupByModule(rows, title).map((group) => (
            <tbody key={group.key}>
              <tr>
                <th className="group-head" scope="rowgroup" colSpan={PostName.options.length + 1}>
                  {group.title}
                  <span className="group-count small">{group.rows.length}</span>
                </th>
              </tr>
              {group.rows.map((row) => (
                <GrantRow key={row.permission} row={row} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <div className="table-foot">
        <span role="status">{t('web.table.count', { count: rows.length })}</span>
      </div>
    </div>
  )
}

function GrantRow({ row }: { readonly row: Grant }) {
  const t = useText()
  return (
    <tr>
      <th scope="row" className="sticky matrix-act">
        <ActOf action={row.permission} />
      </th>
      {PostName.options.map((post) => (
        <td key={post} className="granted">
          {row.posts.includes(post) && (
            <>
              <span aria-hidden="true">✓</span>
              <span className="visually-hidden">{t('web.permissions.granted')}</span>
            </>
          )}
        </td>
      ))}
    </tr>
  )
}
