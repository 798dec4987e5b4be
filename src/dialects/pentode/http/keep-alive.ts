/** Proxies close what is silent for long; many of them after 30 or 60 s. */
export const KEEP_ALIVE_MS = 15_000

/**
 * Passes texts on, with an event-stream comment whenever nothing came for `everyMs`.
 * Ends when the source does; leaving early lets go of the source.
 */
export async function* withKeepAlive(source: AsyncIterable<string>, everyMs: number): AsyncGenerator<string> {
  const texts = source[Symbol.asyncIterator]()
  try {
    let next = texts.next()
    for (;;) {
      const got = await firstOf(next, everyMs)
      if (got === undefined) {
        yield ': keep-alive\n\n'
        continue
      }
      if (got.done) return
      yield got.value
      next = texts.next()
    }
  } finally {
    // Not awaited: a source that is waiting for news ends only when its own signal aborts.
    texts.return?.().catch(() => {})
  }
}

const firstOf = async <T>(next: Promise<T>, ms: number): Promise<T | undefined> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  try {
    return await Promise.race([next, silence])
  } finally {
    clearTimeout(timer)
  }
}
