/** Why we ended a process. */
export type EndReason = 'cancelled' | 'timed-out' | 'stalled' | 'shutdown'
const REASONS: ReadonlySet<unknown> = new Set<EndReason>(['cancelled', 'timed-out', 'stalled', 'shutdown'])
const isEndReason = (value: unknown): value is EndReason => REASONS.has(value)

export interface EndingOptions {
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  readonly stallMs?: number
}

/** The longest delay a timer can hold; a longer one would fire at once. */
const MAX_DELAY = 2 ** 31 - 1

/** Watches over one process and keeps the first reason to end it. */
export class Ending implements Disposable {
  #reason: EndReason | 'too-much-output' | undefined
  #kill: (() => void) | undefined
  #closed = false
  #lastNews = ''
  #timeout: NodeJS.Timeout | undefined
  #stall: NodeJS.Timeout | undefined
  readonly #options: EndingOptions
  readonly #onAbort = () => this.end(reasonOf(this.#options.signal?.reason))

  constructor(options: EndingOptions) {
    this.#options = options
    if (options.signal?.aborted) this.#onAbort()
    else options.signal?.addEventListener('abort', this.#onAbort, { once: true })
  }

  get reason(): EndReason | 'too-much-output' | undefined {
    return this.#reason
  }

  /** The process has started and `kill` ends it. */
  begin(kill: () => void): void {
    this.#kill = kill
    if (this.#reason !== undefined) kill()
  }

  /** The process is at work: the clocks run from here. */
  startClocks(): void {
    if (this.#closed) return
    const { timeoutMs, stallMs } = this.#options
    if (timeoutMs !== undefined) this.#timeout = after(timeoutMs, () => this.end('timed-out'))
    if (stallMs !== undefined) this.#stall = after(stallMs, () => this.end('stalled'))
  }

  /** A sign of life; only one that differs from the last counts. */
  alive(news: string): void {
    if (news === this.#lastNews) return
    this.#lastNews = news
    this.#stall?.refresh()
  }

  end(reason: EndReason | 'too-much-output'): void {
    if (this.#closed || this.#reason !== undefined) return
    this.#reason = reason
    this.#kill?.()
  }

  /** The process and its pipes are gone: nothing ends it any more. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timeout)
    clearTimeout(this.#stall)
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

export const endingOf = (options: EndingOptions): Ending => new Ending(options)

const after = (ms: number, act: () => void) => setTimeout(act, Math.min(ms, MAX_DELAY))
const reasonOf = (reason: unknown): EndReason => (isEndReason(reason) ? reason : 'cancelled')
