/**
 * Two clocks. `now()` is business time: deadlines, timers, figures; a drill runs it faster or stops it.
 * `real()` serves sessions, one-time codes, the ledger and rate limits, which no drill may bend.
 */
export interface Clock {
  now(): Date
  real(): Date
}

/** How business time runs: from an anchor, at a speed (0 is a pause, 1 real time, 60 the demo). */
export interface ClockSetting {
  readonly anchorReal: Date
  readonly anchorBusiness: Date
  readonly speed: number
}

export const realClock: Clock = { now: () => new Date(), real: () => new Date() }

/** Business time at `real` under a setting. */
export function businessTime(setting: ClockSetting, real: Date): Date {
  const passed = real.getTime() - setting.anchorReal.getTime()
  return new Date(setting.anchorBusiness.getTime() + Math.round(passed * setting.speed))
}

/** A clock that follows a setting which may change while it runs (a drill is paused, sped up). */
export interface SettableClock extends Clock {
  follow(setting: ClockSetting | null): void
  setting(): ClockSetting | null
}

export function settableClock(source: Clock = realClock): SettableClock {
  let current: ClockSetting | null = null
  return {
    now: () => (current ? businessTime(current, source.real()) : source.real()),
    real: () => source.real(),
    follow(setting) {
      current = setting
    },
    setting: () => current,
  }
}
