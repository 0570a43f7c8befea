import { changeScale } from '../appearance.ts'
import { showLanguage, useLanguage, useText } from '../i18n.ts'
import type { Session } from '../session.ts'
import { Icon } from '../ui/Icon.tsx'
import { Brand } from './Brand.tsx'
import { DrillMark } from './DrillMark.tsx'
import { LiveMark } from './LiveMark.tsx'
import { UserMenu } from './UserMenu.tsx'

export interface TopBarProps {
  readonly session: Session
  readonly openPalette: () => void
}

/** Always in sight: search, age of the data, drill and its clock, language, text size, who I am. */
export function TopBar({ session, openPalette }: TopBarProps) {
  const t = useText()
  const language = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <header className="bar">
      <Brand />
      <button type="button" className="bar-search bar-wide" onClick={openPalette}>
        <Icon name="search" />
        <span className="bar-search-text">{t('web.palette.label')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className="bar-space" />
      {session.installation?.kind === 'drill' && <DrillMark />}
      <LiveMark />
      <button
        type="button"
        className="bar-button bar-narrow"
        aria-label={t('web.palette.label')}
        onClick={openPalette}
      >
        <Icon name="search" />
      </button>
      <button type="button" className="bar-button bar-wide" onClick={() => changeScale(-1)}>
        A−<span className="visually-hidden">{t('web.text_smaller')}</span>
      </button>
      <button type="button" className="bar-button bar-wide" onClick={() => changeScale(1)}>
        A+<span className="visually-hidden">{t('web.text_larger')}</span>
      </button>
      <button
        type="button"
        className="bar-button bar-wide"
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        onClick={() => void showLanguage(other)}
      >
        {other === 'zh' ? '中文' : 'English'}
      </button>
      <UserMenu session={session} />
    </header>
  )
}
