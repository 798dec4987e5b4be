import { Readable } from 'node:stream'
import type { News, Subscription } from '../../../app/events.ts'
import type { TaskEvent } from '../../../domain/event.ts'
import { fail } from '../../../domain/problem.ts'
import type { Call } from '../../../wire/operation.ts'
import type { RawRequest, Reply } from '../../../wire/request.ts'
import { eventFrame } from '../mapping/event.ts'
import { KEEP_ALIVE_MS, withKeepAlive } from './keep-alive.ts'

export interface EventReplyOptions {
  /** Kept events up to this id are not sent. */
  readonly skipTo?: number
  /** Asked after each kept event; true ends the stream. */
  readonly isLast?: (event: TaskEvent) => Promise<boolean>
}

/** A `text/event-stream` of a subscription. It ends with the client, or after the last event. */
export const eventReply = (
  call: Call,
  subscription: Subscription,
  { skipTo = -1, isLast = async () => false }: EventReplyOptions = {},
): Reply => {
  const done = new AbortController()
  const news = call.app.events.subscribe(subscription, AbortSignal.any([call.signal, done.signal]))
  const texts = withKeepAlive(frames(news, skipTo, isLast), KEEP_ALIVE_MS)
  return {
    status: 200,
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // Some proxies hold a stream back until it is whole.
      'x-accel-buffering': 'no',
      'x-request-id': call.requestId,
    },
    body: readable(texts, () => done.abort()),
  }
}

/** Not `Readable.from`: that one waits for the next text before it lets go of its source. */
const readable = (texts: AsyncGenerator<string>, release: () => void): Readable =>
  new Readable({
    read() {
      texts.next().then(
        ({ done, value }) => {
          if (!this.destroyed) this.push(done ? null : value)
        },
        (error: Error) => this.destroy(error),
      )
    },
    destroy(error, callback) {
      release()
      texts.return(undefined).catch(() => {})
      callback(error)
    },
  })

async function* frames(
  news: AsyncIterable<News>,
  skipTo: number,
  isLast: (event: TaskEvent) => Promise<boolean>,
): AsyncGenerator<string> {
  yield 'retry: 2000\n\n'
  for await (const each of news) {
    if (each.kind === 'progress' || each.event.id > skipTo) yield eventFrame(each)
    if (each.kind === 'event' && (await isLast(each.event))) return
  }
}

/** Where to go on: `Last-Event-ID` of a client that reconnects, else the parameter. @throws DomainError invalid-parameter */
export const resumeAfter = (raw: RawRequest, after: number | undefined): number | undefined => {
  const header = raw.headers['last-event-id']
  if (header === undefined || header === '') return after
  if (!/^\d{1,15}$/.test(header))
    throw fail('invalid-parameter', 'The header Last-Event-ID is not an event id.', { path: 'Last-Event-ID' })
  return Number(header)
}
