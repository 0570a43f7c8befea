import { useFormat } from '../i18n.ts'

export interface PersonNameProps {
  readonly person: { readonly nameZh: string; readonly nameEn: string }
}

/** A colleague's name; a Chinese name is never broken over two lines. */
export function PersonName({ person }: PersonNameProps) {
  const format = useFormat()
  return <span className="nowrap">{format.name(person)}</span>
}
