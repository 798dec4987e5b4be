import { sameLanguage } from '../../domain/language.ts'
import type { SubtitleStream } from '../../domain/media-info.ts'
import type { Problem } from '../../domain/problem.ts'
import type { SubtitleOrigin } from '../../domain/subtitle-spec.ts'
import { refuse } from '../draft.ts'

type TrackOrigin = Exclude<SubtitleOrigin, { readonly file: unknown }>

/** The track that is meant; refused with those that are there. */
export const trackOf = (
  from: TrackOrigin,
  streams: readonly SubtitleStream[],
): { readonly stream: SubtitleStream } | { readonly problem: Problem } => {
  const stream = find(from, streams)
  return stream ? { stream } : refuse('unsupported-parameter', absence(from, streams))
}

const find = (from: TrackOrigin, streams: readonly SubtitleStream[]): SubtitleStream | undefined => {
  if ('track' in from) return streams[from.track]
  if ('stream' in from) return streams.find(({ index }) => index === from.stream)
  return streams.find(({ language }) => language !== undefined && sameLanguage(language, from.language))
}

const absence = (from: TrackOrigin, streams: readonly SubtitleStream[]): string => {
  const wanted =
    'track' in from
      ? `number ${from.track}`
      : 'stream' in from
        ? `in its stream ${from.stream}`
        : `in ${from.language}`
  const there = streams.map(
    ({ index, language, codec }, i) => `${i} (stream ${index}): ${language ?? 'no language'}, ${codec}`,
  )
  return `The source has no subtitles ${wanted}; it has ${there.length > 0 ? there.join('; ') : 'none'}.`
}
