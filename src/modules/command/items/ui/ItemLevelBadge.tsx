import { useText } from '#web/i18n.ts'
import { LevelBadge } from '#web/ui/LevelBadge.tsx'
import type { ItemLevel } from '../../contract.ts'

/** The level in its own word (rule 7); an item on time carries no badge. */
export function ItemLevelBadge({ level }: { readonly level: ItemLevel }) {
  const t = useText()
  if (level === 'none') return null
  return <LevelBadge level={level}>{t(`command.item.level.${level}`)}</LevelBadge>
}
