import { ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { type ReactNode, useMemo } from 'react'
import { useAppearance } from '../appearance.ts'
import { useLanguage } from '../i18n.ts'
import { useViewport } from '../viewport.ts'
import { EnterGuard } from './EnterGuard.tsx'
import { kitTheme } from './kit-theme.ts'
import { Toasts } from './Toasts.tsx'

function readNonce(): string {
  return document.querySelector('meta[name=csp-nonce]')?.getAttribute('content') ?? ''
}

/** Inside an open dialog, or the page would be inert; else in the landmark it belongs to. */
function popupPlace(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest<HTMLElement>('dialog, main, header, nav') ?? document.body
}

/** Theme, language, content policy and the shared key guard for everything of the kit. */
export function KitProvider({ children }: { readonly children: ReactNode }) {
  const language = useLanguage()
  const { isDark, scale } = useAppearance()
  const isNarrow = useViewport('narrow')
  const theme = useMemo(() => kitTheme({ isDark, scale }, isNarrow), [isDark, scale, isNarrow])
  const csp = useMemo(() => ({ nonce: readNonce() }), [])
  return (
    <ConfigProvider
      theme={theme}
      csp={csp}
      locale={language === 'zh' ? zh : en}
      getPopupContainer={popupPlace}
    >
      <EnterGuard />
      {children}
      <Toasts />
    </ConfigProvider>
  )
}
