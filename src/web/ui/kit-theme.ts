import { theme, type ThemeConfig } from 'antd'
import type { Appearance } from '../appearance.ts'

function readToken(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** Ant Design in our colours and sizes; the style sheet is the source, so the two cannot drift. */
export function kitTheme({ isDark, scale }: Appearance, isNarrow: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: readToken('--accent'),
      colorInfo: readToken('--accent'),
      colorLink: readToken('--accent'),
      colorError: readToken('--danger'),
      colorText: readToken('--text'),
      colorTextDescription: readToken('--muted'),
      colorTextPlaceholder: readToken('--muted'),
      colorBgContainer: readToken('--surface'),
      colorBgElevated: readToken('--raised'),
      colorBorder: readToken('--line-strong'),
      colorBorderSecondary: readToken('--line'),
      colorTextLightSolid: readToken('--on-accent'),
      fontFamily: readToken('--font'),
      fontSize: 16 * scale,
      controlHeight: (isNarrow ? 44 : 36) * scale,
      borderRadius: 6,
      // Nothing moves at three in the morning.
      motion: false,
    },
    components: {
      Tooltip: {
        colorBgSpotlight: readToken('--bar'),
        colorTextLightSolid: readToken('--bar-text'),
      },
    },
  }
}
