/** `0:07`, `12:34`, `1:02:03`. Tenths below a minute when `exact`. */
export const formatDuration = (seconds: number, { exact = false } = {}): string => {
  const total = exact ? Math.max(0, seconds) : Math.max(0, Math.round(seconds))
  if (exact && total < 59.95) return `${total.toFixed(1)} s`
  const whole = Math.round(total)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (n: number): string => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `999 B`, `1.0 kB`, `12.3 MB`: steps of 1000, as disks are sold and `ls -h --si` counts. */
export const formatBytes = (bytes: number): string => {
  let value = bytes
  let unit = 0
  // 999.95 would be written as 1000.0.
  while (value >= (unit === 0 ? 1000 : 999.95) && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`
}

/** Source seconds per wall second: `1.8x`; empty while unknown or nothing moves. */
export const formatSpeed = (speed: number | undefined): string =>
  speed === undefined || speed < 0.05 ? '' : `${speed >= 100 ? Math.round(speed) : speed.toFixed(1)}x`

/** Seconds to go; dashes while unknown. */
export const formatEta = (seconds: number | undefined): string =>
  seconds === undefined ? '--:--' : formatDuration(Math.ceil(seconds))

/** Whole percent, downwards: 100 % is said at the end only. */
export const formatPercent = (percent: number): string => `${Math.floor(percent)} %`

/** `42 %  1.8x  ETA 0:12` */
export const progressText = (state: {
  readonly progress: number
  readonly speed?: number
  readonly eta?: number
}): string =>
  [formatPercent(state.progress), formatSpeed(state.speed), `ETA ${formatEta(state.eta)}`]
    .filter(Boolean)
    .join('  ')
