import { useText } from '#web/i18n.ts'
import { Button } from '#web/ui/Button.tsx'

/** Paper for whoever has no screen: one A4 sheet with the way back as a code. */
export function ItemActions() {
  const t = useText()
  return (
    <Button icon="file" onClick={() => window.print()}>
      {t('command.print')}
    </Button>
  )
}
