import type { Capabilities } from '../domain/plan.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Draft } from './draft.ts'
import { ENCODERS } from './video-encode.ts'

/** The first thing an output needs that the FFmpeg at hand does not have. */
export const missing = (draft: Draft, filters: readonly string[], has: Capabilities): Problem | undefined => {
  const tracks = draft.files.flatMap((f) => f.tracks)
  const encoders = [
    ...tracks.flatMap((t) =>
      t.type === 'copy' ? [] : t.type === 'video' ? [ENCODERS[t.codec]] : [t.encoder],
    ),
    ...(draft.sheets.length > 0 ? ['mjpeg'] : []),
  ]
  const muxers = [...draft.files.map((f) => f.muxer), ...(draft.sheets.length > 0 ? ['image2'] : [])]
  const lack = (what: string, names: readonly string[], there: ReadonlySet<string>) => {
    const name = names.find((n) => !there.has(n))
    return name === undefined
      ? undefined
      : problem('encoder-missing', `FFmpeg ${has.version} here has no ${what} "${name}".`, {
          detail: { [what]: name },
        })
  }
  return (
    lack('encoder', encoders, has.encoders) ??
    lack('filter', filters, has.filters) ??
    lack('muxer', muxers, has.muxers)
  )
}
