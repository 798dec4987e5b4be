import { type Instant, instant } from '../../../domain/units.ts'

/** `yyyymmddhhmmss`, UTC. */
export const spellTime = (at: Instant): string => new Date(at).toISOString().slice(0, 19).replace(/\D/g, '')

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/

/** The start of that second; undefined when the text is no such time. */
export const readTime = (text: string): Instant | undefined => {
  const [, year, month, day, hour, minute, second] = TIME.exec(text) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at) || spellTime(instant(at)) !== text ? undefined : instant(at)
}
