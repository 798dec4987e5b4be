import { languageTag } from '../../domain/language.ts'
import type { SubtitleStream } from '../../domain/media-info.ts'
import type { StepFile, TrackFacts } from '../../domain/plan.ts'
import type { Problem } from '../../domain/problem.ts'
import type { StreamSpec } from '../../domain/stream-spec.ts'
import type { SubtitleFile } from '../../domain/subtitle-spec.ts'
import type { DraftContext } from '../draft.ts'
import { type PickedTrack, pickTracks } from '../pick-tracks.ts'
import { documentOfFile, documentOfTrack, isText } from '../subtitles/documents.ts'
import { plainCues } from '../subtitles/plain-cues.ts'
import { shownIn } from '../subtitles/source-part.ts'
import { writeWebVtt } from '../subtitles/write-webvtt.ts'
import { factsOf, namer } from './stream-tracks.ts'

/** Subtitles of a stream as WebVTT, under a name that no rendition has. */
export interface StreamText {
  readonly name: string
  readonly file: StepFile
  readonly cues: number
  readonly facts: TrackFacts
}

interface StreamTexts {
  readonly texts: readonly StreamText[]
  readonly reasons: readonly string[]
}

type Wished = Pick<PickedTrack<unknown>, 'language' | 'pick'> & {
  readonly facts: TrackFacts
  readonly reason: string
  readonly found: ReturnType<typeof documentOfFile>
}

/** The text subtitles of a stream: the source's, then those of files beside it. Pictures of text cannot become WebVTT. */
export const streamSubtitles = (
  spec: StreamSpec,
  ctx: DraftContext,
): StreamTexts | { readonly problem: Problem } => {
  const { subtitles, subtitleFiles = [] } = spec
  const { media } = ctx.own
  const { picked, absent } = subtitles ? pickTracks(subtitles, media.subtitles) : { picked: [], absent: [] }
  const wished: readonly Wished[] = [
    ...picked
      .filter(({ stream }) => isText(stream))
      .map((pick) => ({
        ...pick,
        // Shown to who wants them, unless a pick says more.
        facts: {
          ...factsOf(pick),
          default: typeof subtitles === 'object' && subtitles.some((c) => c.default) && pick.default,
        },
        reason: `from ${pick.stream.codec}`,
        found: documentOfTrack(pick.stream, ctx),
      })),
    ...subtitleFiles.map((file) => ({
      ...wishOf(file),
      reason: 'from a file',
      found: documentOfFile(file, ctx),
    })),
  ]
  const name = namer(spec, 'subtitles', wished.length)
  const texts: StreamText[] = []
  const reasons = [
    ...(subtitles && media.subtitles.length === 0 ? ['subtitles: none, the source has none'] : []),
    ...absent.map((what) => `subtitles: none ${what} in the source`),
    ...picked.filter(({ stream }) => !isText(stream)).map(({ stream }) => leftOut(stream)),
  ]
  for (const { facts, found, reason, ...pick } of wished) {
    if ('problem' in found) return found
    const own = name(pick)
    const { cues } = plainCues(shownIn(found.document, ctx.own.part))
    const file = { name: `o${ctx.index}/${own}.vtt`, content: writeWebVtt(cues) }
    // Of those that are shown by themselves there is one.
    const main = facts.default && !texts.some((text) => text.facts.default)
    texts.push({ name: own, file, cues: cues.length, facts: { ...facts, default: main } })
    reasons.push(`subtitles: ${facts.language ?? own} ${reason}, as WebVTT`)
  }
  return { texts, reasons }
}

const leftOut = ({ index, codec }: SubtitleStream): string =>
  `subtitles: track ${index} is left out, ${codec} is pictures and not text`

const wishOf = ({ language: said, title, default: main, forced, autoSelect, name }: SubtitleFile) => {
  const language = languageTag(said ?? '')
  return {
    ...(language !== undefined && { language }),
    ...(name !== undefined && { pick: { name } }),
    facts: {
      ...(language !== undefined && { language }),
      ...(title !== undefined && { title }),
      default: main ?? false,
      ...(forced !== undefined && { forced }),
      ...(autoSelect !== undefined && { autoSelect }),
    },
  }
}
