import { useState } from 'react'
import { useText } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'

/** Puts a text on the clipboard and says whether that worked; browsers refuse it outside a secure context. */
export function CopyButton({ text }: { readonly text: string }) {
  const t = useText()
  const [outcome, setOutcome] = useState<'copied' | 'by_hand' | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('copied')
    } catch {
      setOutcome('by_hand')
    }
  }
  return (
    <>
      <Button icon={outcome === 'copied' ? 'check' : 'file'} onClick={() => void copy()}>
        {t('web.accounts.copy')}
      </Button>
      <span role="status" className="small muted">
        {outcome && t(`web.accounts.copy.${outcome}`)}
      </span>
    </>
  )
}
