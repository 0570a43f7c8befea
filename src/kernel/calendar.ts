/** Days and years are those of Asia/Shanghai, whatever the server's zone: UTC+8, no summer time since 1991. */
const shanghaiMs = 8 * 3_600_000

/** The calendar day of an instant, `2021-05-16`. */
export function localDay(at: Date): string {
  return new Date(at.getTime() + shanghaiMs).toISOString().slice(0, 10)
}

export function localYear(at: Date): number {
  return Number(localDay(at).slice(0, 4))
}
