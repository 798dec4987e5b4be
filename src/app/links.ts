import { fail } from '../domain/problem.ts'
import type { Caller } from './app.ts'
import { mediaLink, type Place } from './media-link.ts'
import type { Ports } from './ports.ts'

/** `seconds`: how long the link opens; absent: as long as its access key and the object are there. */
export type LinkMaker = (place: Place, options?: { readonly seconds?: number | undefined }) => string

export interface LinkUseCases {
  /** What links begin with; absent: what the caller reached the server by. */
  readonly origin: string | undefined
  /** What makes links in the name of this caller; each is a path on this server. @throws DomainError unknown-access-key */
  readonly maker: (caller: Caller) => Promise<LinkMaker>
}

export const linkUseCases = ({ keys, now, publicUrl }: Ports): LinkUseCases => ({
  origin: publicUrl,
  maker: async (caller) => {
    const key = await keys.get(caller.key)
    if (!key) throw fail('unknown-access-key', 'The access key is no longer there.')
    return (place, { seconds } = {}) =>
      mediaLink(key, place, seconds === undefined ? 0 : Math.ceil(now() / 1000) + seconds)
  },
})
