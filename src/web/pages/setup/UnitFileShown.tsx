import '../../admin/admin.css'
import { useFoundText, useText } from '../../i18n.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { BadLine, UnitFilePreview } from './unit-file.ts'

/** What the file holds, kind by kind, and every line that stands in the way. */
export function UnitFileShown({ preview }: { readonly preview: UnitFilePreview }) {
  const t = useText()
  const { rows, kinds, bad } = preview
  const counts = [...kinds].map(([kind, count]) =>
    t('web.setup.kind_count', { kind: t(`access.unit_kind.${kind}`), count }),
  )
  return (
    <div role="status" className="stack">
      <p>
        {t('web.setup.rows', { count: rows })} {counts.join(' · ')}
      </p>
      {bad.length === 0 ? (
        <Notice tone="good">{t('web.setup.file_good')}</Notice>
      ) : (
        <Notice tone="problem">
          <strong>{t('web.setup.file_bad', { count: bad.length })}</strong>
          <BadLines bad={bad} />
        </Notice>
      )}
    </div>
  )
}

const mostLines = 200

function BadLines({ bad }: { readonly bad: readonly BadLine[] }) {
  const t = useText()
  const find = useFoundText()
  const words = (params: BadLine['params']) =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        find(`access.unit_kind.${value}`) ?? value,
      ]),
    )
  return (
    <ul className="lines" tabIndex={0} aria-label={t('web.setup.bad_lines')}>
      {bad.slice(0, mostLines).map(({ line, reason, params }) => (
        <li key={line}>
          {t('web.setup.line', { line, reason: find(reason, words(params)) ?? reason })}
        </li>
      ))}
    </ul>
  )
}
