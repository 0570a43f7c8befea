/**
 * A figure: a fact view, a filter, and a data cut. The filter is SQL over the view's columns in which `:cut`
 * stands for the instant; it must say what held at the cut, so that the same cut always gives the same number.
 */
export interface Figure {
  readonly name: `${string}.${string}.${string}`
  /** `<module>.<thing>_fact`, security_invoker: it counts only what the reader may see. */
  readonly view: string
  readonly filter: string
}

/** Rows that commit late are in by then: a figure never counts nearer to now than this. */
const cutAgeMs = 30_000

/** The cut that every reader shares for half a minute: figures of one screen agree with each other. */
export function cutFor(now: Date): Date {
  const behind = now.getTime() - cutAgeMs
  return new Date(behind - (behind % cutAgeMs))
}
