import { languageTag, sameLanguage } from '../domain/language.ts'
import type { TrackChoice, TrackPick } from '../domain/track-choice.ts'

/** A track of the source as an output takes it. `language` is a BCP 47 tag. */
export interface PickedTrack<T> {
  readonly stream: T
  readonly language?: string
  readonly title?: string
  readonly default: boolean
  /** What was asked, if it was asked for by a pick. */
  readonly pick?: TrackPick
}

interface Choosable {
  readonly language?: string
  readonly default?: boolean
}

/**
 * The source's tracks that a choice names, in its order and each once; exactly one of them is the default. A pick that
 * finds nothing is in `absent`, for people.
 */
export const pickTracks = <T extends Choosable>(
  choice: TrackChoice,
  streams: readonly T[],
): { readonly picked: readonly PickedTrack<T>[]; readonly absent: readonly string[] } => {
  const usual = streams.find((s) => s.default) ?? streams[0]
  const absent: string[] = []
  const found: { stream: T; pick?: TrackPick }[] = []
  if (choice === 'default') found.push(...(usual ? [{ stream: usual }] : []))
  else if (choice === 'all') found.push(...streams.map((stream) => ({ stream })))
  else
    for (const pick of choice) {
      const named = matching(pick, streams)
      const matches = named.length === 0 && pick.otherwise === 'default' && usual ? [usual] : named
      if (matches.length === 0) absent.push(nameOf(pick))
      found.push(...matches.map((stream) => ({ stream, pick })))
    }
  const once = found.filter(({ stream }, i) => found.findIndex((f) => f.stream === stream) === i)
  const first =
    once.find((f) => f.pick?.default) ?? (choice === 'all' && once.find((f) => f.stream === usual)) ?? once[0]
  const main = first || once[0]
  return {
    absent,
    picked: once.map(({ stream, pick }) => {
      // Whoever lets the default track stand for a language knows better than the file what it is in.
      const said =
        pick?.otherwise === 'default'
          ? (pick.language ?? stream.language)
          : (stream.language ?? pick?.language)
      const language = languageTag(said ?? '')
      return {
        stream,
        ...(pick && { pick }),
        ...(language !== undefined && { language }),
        ...(pick?.title !== undefined && { title: pick.title }),
        default: stream === main?.stream,
      }
    }),
  }
}

const matching = <T extends Choosable>(
  { language, track }: TrackPick,
  streams: readonly T[],
): readonly T[] => {
  if (track !== undefined) return streams.slice(track, track + 1)
  return language === undefined
    ? []
    : streams.filter((s) => s.language !== undefined && sameLanguage(s.language, language))
}

const nameOf = ({ language, track }: TrackPick): string =>
  track !== undefined ? `number ${track}` : language === undefined ? 'at all' : `in ${language}`
