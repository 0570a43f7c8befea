import { useFoundText } from '../../i18n.ts'

/** What a module is called on screens; its own word until somebody has written one. */
export function useModuleTitle(): (module: string) => string {
  const find = useFoundText()
  return (module) => find(`web.permissions.module.${module}`) ?? module
}
