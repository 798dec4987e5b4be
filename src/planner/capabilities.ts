import type { Capabilities } from '../domain/plan.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Draft } from './draft.ts'
import { pictureNeeds } from './pictures/picture-args.ts'

/** The first thing an output needs that the FFmpeg at hand does not have. */
export const missing = (draft: Draft, filters: readonly string[], has: Capabilities): Problem | undefined => {
  const pictures = draft.pictures.map(pictureNeeds)
  const tracks = draft.files.flatMap((f) => f.tracks)
  const encoders = [
    ...tracks.flatMap((t) => ('encoder' in t && t.encoder !== 'copy' ? [t.encoder] : [])),
    ...pictures.map((p) => p.encoder),
  ]
  const muxers = [...draft.files.map((f) => f.muxer), ...pictures.map((p) => p.muxer)]
  return lacks({ encoders, filters, muxers }, has)
}

/** What something takes, by FFmpeg's names. */
export interface Needs {
  readonly encoders?: readonly string[]
  readonly filters?: readonly string[]
  readonly muxers?: readonly string[]
}

/** The first of the needs that the FFmpeg at hand does not have. */
export const lacks = ({ encoders, filters, muxers }: Needs, has: Capabilities): Problem | undefined => {
  const lack = (what: string, names: readonly string[] | undefined, there: ReadonlySet<string>) => {
    const name = names?.find((n) => !there.has(n))
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
