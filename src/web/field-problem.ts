import { useFoundText, useText } from './i18n.ts'

/** The words for what is wrong with a field; identical at the field and in the summary. */
export function useFieldProblem(): (problem: string) => string {
  const t = useText()
  const find = useFoundText()
  return (problem) => find(problem) ?? find(`web.field.${problem}`) ?? t('web.field.invalid')
}
