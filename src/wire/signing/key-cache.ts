export interface KeyCache {
  readonly get: (name: string, secret: string) => Buffer | undefined
  readonly put: (name: string, secret: string, key: Buffer) => void
}

interface Entry {
  readonly secret: string
  readonly key: Buffer
}

/**
 * Keeps derived signing keys, so that a hot caller costs one HMAC per request and not a chain of them.
 * Bounded: above `max` names the oldest goes. An entry answers only for the secret it was derived from.
 * Put a key in only after a signature made with it was found right; else strangers could push honest callers out.
 */
export const createKeyCache = (max = 1000): KeyCache => {
  const entries = new Map<string, Entry>()
  return {
    get: (name, secret) => {
      const entry = entries.get(name)
      return entry?.secret === secret ? entry.key : undefined
    },
    put: (name, secret, key) => {
      entries.delete(name)
      const oldest = entries.keys().next()
      if (entries.size >= max && !oldest.done) entries.delete(oldest.value)
      entries.set(name, { secret, key })
    },
  }
}
