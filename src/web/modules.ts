import { ui as command } from '#modules/command/ui/index.tsx'
import type { ModuleUi } from './module-ui.ts'

/** The screens of the house, in the order of the navigation. */
export const moduleUis: readonly ModuleUi[] = [command]
