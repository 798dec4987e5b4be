import { clearTimeout, setTimeout } from 'node:timers'
import type { Logger } from 'pino'
import type { Notice } from '../domain/callback.ts'
import type { ProjectId } from '../domain/ids.ts'
import type { NoticeStore } from '../domain/ports.ts'
import { DomainError } from '../domain/problem.ts'
import { type Instant, instant } from '../domain/units.ts'
import { pauseAfter } from './back-off.ts'

/** A message as it is sent to the address of its callback. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface NotifierPorts {
  readonly notices: NoticeStore
  /** What to say; undefined when nothing is to be said: it is not wanted, or no longer true. */
  readonly compose: (notice: Notice) => Promise<Message | undefined>
  /** Answers the receiver's HTTP status. Rejects when it has none. */
  readonly post: (url: string, message: Message, signal: AbortSignal) => Promise<number>
  /** Calls back when a notice was written; returns how to stop that. */
  readonly onNoted: (listener: () => void) => () => void
  readonly now: () => Instant
  readonly log: Pick<Logger, 'warn' | 'error'>
}

export interface Notifier {
  readonly start: () => void
  /** Begins no delivery and ends those under way; they are made again after the next start. */
  readonly stop: () => Promise<void>
}

/** Deliveries at the same time, and of them those of one project: a dead receiver does not keep others waiting. */
const LANES = 16
const LANES_EACH = 4
/** A delivery takes less; one whose process died is made again after this, in milliseconds. */
const LEASE_MS = 60_000
/** A longer timer is cut short by Node; looking again does no harm. */
const MAX_SLEEP_MS = 3_600_000

/**
 * Sends what is owed until it was taken: with a status of 200 to 299. At least once, in no particular order. What an earlier
 * process was about to send, or had put off, is sent at the start: things may be better now.
 */
export const createNotifier = (ports: NotifierPorts): Notifier => {
  const { notices, now, log } = ports
  const stopping = new AbortController()
  const running = new Map<Promise<void>, ProjectId>()
  let loop: Promise<void> = Promise.resolve()

  const busy = (): readonly ProjectId[] => {
    const projects = [...running.values()]
    return [...new Set(projects)].filter((p) => projects.filter((q) => q === p).length >= LANES_EACH)
  }
  const begin = async (): Promise<boolean> => {
    if (running.size >= LANES) return false
    const notice = await notices.take(now(), instant(now() + LEASE_MS), busy())
    if (!notice) return false
    const work = deliver(ports, notice, stopping.signal).catch((error: unknown) =>
      log.error({ task: notice.task, err: error }, 'a delivery could not be recorded'),
    )
    running.set(work, notice.project)
    void work.then(() => running.delete(work))
    return true
  }
  const run = async (): Promise<void> => {
    let wake = (): void => {}
    let resumed = false
    const off = ports.onNoted(() => wake())
    stopping.signal.addEventListener('abort', () => wake())
    while (!stopping.signal.aborted) {
      // Listening starts before looking: what is written between the two must not be missed.
      const changed = new Promise<void>((resolve) => {
        wake = resolve
      })
      let timer: NodeJS.Timeout | undefined
      try {
        if (!resumed) await notices.resume(now())
        resumed = true
        while (!stopping.signal.aborted && (await begin())) {}
        const due = running.size < LANES ? await notices.nextDue(busy()) : undefined
        if (due !== undefined) timer = setTimeout(wake, Math.min(Math.max(0, due - now()), MAX_SLEEP_MS))
      } catch (error) {
        log.error({ err: error }, 'what is owed to callbacks could not be read')
        timer = setTimeout(wake, 1000)
      }
      await Promise.race([changed, ...running.keys()])
      clearTimeout(timer)
    }
    off()
    await Promise.all(running.keys())
  }
  return {
    start: () => {
      loop = run()
    },
    stop: async () => {
      stopping.abort()
      await loop
    },
  }
}

const deliver = async (ports: NotifierPorts, notice: Notice, signal: AbortSignal): Promise<void> => {
  const { notices, now, log } = ports
  const fault = await send(ports, notice, signal)
  if (fault === undefined) return notices.settle(notice.id)
  // Of what the server itself broke off nothing is counted: its lease ends by itself.
  if (signal.aborted) return
  const pause = pauseAfter(notice.tries)
  const said = { task: notice.task, host: URL.parse(notice.callback.url)?.host, tries: notice.tries, fault }
  if (pause === undefined) {
    log.error(said, 'a callback is given up')
    return notices.settle(notice.id)
  }
  log.warn({ ...said, againInSeconds: pause / 1000 }, 'a callback was not taken')
  await notices.postpone(notice.id, instant(now() + pause))
}

/** Why it was not delivered; undefined when it was, or had nothing to say. */
const send = async (
  { compose, post }: NotifierPorts,
  notice: Notice,
  signal: AbortSignal,
): Promise<string | undefined> => {
  try {
    const message = await compose(notice)
    if (!message) return undefined
    const status = await post(notice.callback.url, message, signal)
    return status >= 200 && status < 300 ? undefined : `it answers with HTTP ${status}`
  } catch (error) {
    return error instanceof DomainError ? error.problem.message : String(error)
  }
}
