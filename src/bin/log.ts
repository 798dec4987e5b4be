import { type Logger, pino } from 'pino'

/** Bytes of lines that wait to be written; what comes then is lost. */
const MAX_WAITING = 1024 * 1024

/** The log: JSON lines on standard output. Where that takes no more, as on a full disk, lines are lost and nothing else is. */
export const openLog = (level: string): Logger => {
  const destination = pino.destination({ dest: 1, sync: true, maxLength: MAX_WAITING })
  destination.on('error', () => {})
  return pino({ level }, destination)
}
