import type { MediaInfo } from '../domain/media-info.ts'
import type { Source } from '../domain/source.ts'
import type { Ports } from './ports.ts'

export interface MediaUseCases {
  /** Probes a source at once, without a task. @throws DomainError with a source-* problem */
  readonly inspect: (source: Source, signal: AbortSignal) => Promise<MediaInfo>
}

export const mediaUseCases = (ports: Ports): MediaUseCases => ({
  inspect: ports.inspect,
})
