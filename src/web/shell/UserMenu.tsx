import { useQueryClient } from '@tanstack/react-query'
import { SignOut, SwitchAppointment } from '#kernel/access/session.schema.ts'
import { useWrite } from '../api.ts'
import { themeChoice, themes } from '../appearance.ts'
import { showLanguage, useFormat, useText } from '../i18n.ts'
import { useGo } from '../navigation.ts'
import { problemFrom, useProblemText } from '../problem.ts'
import type { Session } from '../session.ts'
import { useStoredChoice } from '../stored-choice.ts'
import { showToast } from '../toast.ts'
import { ActionMenu, type MenuEntry } from '../ui/ActionMenu.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useAdminPages } from './navigation-entries.ts'

/** Who I am and as what; the other posts, administration, settings, the way out. */
export function UserMenu({ session }: { readonly session: Session }) {
  const t = useText()
  const format = useFormat()
  const { account, appointment } = session
  const groups = [useOtherPosts(session), useAdminEntries(), useOwnEntries()]
  return (
    <ActionMenu groups={groups.filter((entries) => entries.length > 0)}>
      <button type="button" className="bar-button">
        <Icon name="user" />
        <span className="bar-who bar-wide">
          <span>{format.name(account)}</span>
          <span>
            {t(`access.post.${appointment.post}`)} · {format.name(appointment.unit)}
          </span>
        </span>
        <span className="visually-hidden">{t('web.user_menu')}</span>
      </button>
    </ActionMenu>
  )
}

function useOtherPosts({ appointment, appointments }: Session): MenuEntry[] {
  const t = useText()
  const format = useFormat()
  const say = useProblemText()
  const change = useWrite(SwitchAppointment)
  const client = useQueryClient()
  const go = useGo()
  const act = async (appointmentId: string) => {
    try {
      await change.submit({ appointmentId })
      // Nothing of what the former post saw may stay on the screen.
      client.clear()
      go('/')
    } catch (error) {
      showToast(say(problemFrom(error)), { tone: 'problem' })
    }
  }
  return appointments
    .filter(({ id }) => id !== appointment.id)
    .map(({ id, post, unit }) => ({
      key: id,
      label: t('web.act_as', { post: t(`access.post.${post}`), unit: format.name(unit) }),
      onClick: () => void act(id),
    }))
}

function useAdminEntries(): MenuEntry[] {
  const t = useText()
  const go = useGo()
  return useAdminPages().map(({ path, text }) => ({
    key: path,
    label: t(text),
    onClick: () => go(path),
  }))
}

function useOwnEntries(): MenuEntry[] {
  const t = useText()
  const go = useGo()
  const client = useQueryClient()
  const theme = useStoredChoice(themeChoice)
  const signOut = useWrite(SignOut)
  const leave = async () => {
    try {
      await signOut.submit({})
    } catch (error) {
      // An ended session is what was wanted.
      if (problemFrom(error).status !== 401) throw error
    }
    client.clear()
    go('/sign-in')
  }
  return [
    { key: 'me', label: t('web.own.title'), onClick: () => go('/me') },
    { key: 'zh', label: '中文', onClick: () => void showLanguage('zh') },
    { key: 'en', label: 'English', onClick: () => void showLanguage('en') },
    ...themes.map((option) => ({
      key: `theme-${option}`,
      label: `${t(`web.theme.${option}`)}${option === theme ? ' ✓' : ''}`,
      onClick: () => themeChoice.set(option),
    })),
    { key: 'sign-out', label: t('web.sign_out'), onClick: () => void leave() },
  ]
}
