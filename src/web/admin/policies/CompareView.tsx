import { policyReads } from '#kernel/policy/policy.schema.ts'
import { useList, useRead } from '../../api.ts'
import { useFormat, useText } from '../../i18n.ts'
import { useUrlState } from '../../navigation.ts'
import { Choice } from '../../ui/Choice.tsx'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { useViewport } from '../../viewport.ts'
import { useUrlField } from '../url-field.ts'
import { ComparedTable } from './ComparedTable.tsx'
import type { PolicySetRow } from './policy-words.ts'
import { shortName } from './set-name.ts'

const shows = ['differences', 'all'] as const
const mostSets = 200

/** Two orders side by side; only what differs, unless everything is asked for. */
export function CompareView() {
  const t = useText()
  const format = useFormat()
  const isNarrow = useViewport('narrow')
  const sets = useList(policyReads.list, { limit: mostSets }).rows ?? []
  const [first, second] = likelyPair(sets)
  const left = useUrlField('left', first)
  const right = useUrlField('right', second)
  const ids = sets.map(({ id }) => String(id))
  const name = (id: string) => {
    const set = sets.find((one) => one.id === id)
    if (!set) return id
    return isNarrow ? shortName(set, format.name(set)) : format.name(set)
  }
  const isPair = left.value !== null && right.value !== null && left.value !== right.value
  return (
    <>
      <div className="filters">
        <ChoiceField field={left} label={t('web.policy.left')} options={ids} text={name} />
        <ChoiceField field={right} label={t('web.policy.right')} options={ids} text={name} />
      </div>
      {isPair ? (
        <Compared left={left.value ?? ''} right={right.value ?? ''} />
      ) : (
        <Empty>{t('web.policy.pick_two')}</Empty>
      )}
    </>
  )
}

/** The two latest editions of the same kind of document: same issuer, one after the other. */
function likelyPair(sets: readonly PolicySetRow[]): readonly [string | null, string | null] {
  for (const [index, later] of sets.entries()) {
    const earlier = sets.slice(index + 1).find(({ issuerZh }) => issuerZh === later.issuerZh)
    if (earlier && later.issuerZh) return [earlier.id, later.id]
  }
  return [sets[1]?.id ?? null, sets[0]?.id ?? null]
}

function Compared({ left, right }: { readonly left: string; readonly right: string }) {
  const t = useText()
  const [shown = 'differences', setShown] = useUrlState('show', shows)
  const query = useRead(policyReads.compare, { left, right })
  return (
    <Shown query={query}>
      {(answer) => {
        const differing = answer.keys.filter(({ verdict }) => verdict !== 'same')
        const rows = shown === 'all' ? answer.keys : differing
        return (
          <>
            <div className="row">
              <Choice
                label={t('web.policy.show')}
                value={shown}
                options={shows}
                text={(option) => t(`web.policy.show.${option}`)}
                onChange={(option) => setShown(option === 'differences' ? undefined : option)}
              />
              <span className="muted" role="status">
                {t('web.policy.difference_count', {
                  count: differing.length,
                  all: answer.keys.length,
                })}
              </span>
            </div>
            {rows.length > 0 ? (
              <ComparedTable left={answer.left} right={answer.right} rows={rows} />
            ) : (
              <Notice tone="good">{t('web.policy.no_difference')}</Notice>
            )}
          </>
        )
      }}
    </Shown>
  )
}
