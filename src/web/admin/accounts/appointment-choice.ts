import { PostName, postUnitKinds, type UnitKind } from '#kernel/access/contract.ts'

/** The kinds of unit at which a post means something; none before a post is chosen. */
export function kindsFor(post: string | null): readonly UnitKind[] {
  const found = PostName.safeParse(post)
  return found.success ? postUnitKinds[found.data] : []
}
