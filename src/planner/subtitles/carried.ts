import { languageTag, threeLetters } from '../../domain/language.ts'
import type { SubtitleStream } from '../../domain/media-info.ts'
import type { Problem } from '../../domain/problem.ts'
import type { SubtitleDocument } from '../../domain/subtitle-document.ts'
import type { SubtitleFile, SubtitleWishes } from '../../domain/subtitle-spec.ts'
import type { ContainerRule } from '../containers.ts'
import { type DraftContext, refuse } from '../draft.ts'
import { type PickedTrack, pickTracks } from '../pick-tracks.ts'
import type { Copy, SubtitleTrack, TrackLabel } from '../tracks.ts'
import { documentOfFile, documentOfTrack, isText } from './documents.ts'
import { shownIn } from './source-part.ts'
import { writeText } from './write-text.ts'

export interface Carried {
  readonly tracks: readonly (SubtitleTrack | Copy)[]
  readonly reasons: readonly string[]
}

/** The subtitle tracks of a file: those of the source, then those of files beside it. `place` names the container. */
export const carriedTracks = (
  { subtitles, subtitleFiles = [] }: SubtitleWishes,
  ctx: DraftContext,
  container: ContainerRule,
  place: string,
): Carried | { readonly problem: Problem } => {
  const { media } = ctx.own
  if (!subtitles && subtitleFiles.length === 0) return { tracks: [], reasons: [] }
  if (container.subtitles === undefined)
    return refuse('unsupported-parameter', `Subtitles cannot be put into ${place}.`)
  const { picked, absent } = subtitles ? pickTracks(subtitles, media.subtitles) : { picked: [], absent: [] }
  const tracks: (SubtitleTrack | Copy)[] = []
  const reasons = [
    ...(subtitles && media.subtitles.length === 0 ? ['subtitles: none, the source has none'] : []),
    ...absent.map((what) => `subtitles: none ${what} in the source`),
  ]
  for (const pick of picked) {
    const made = ofSource(pick, ctx, container, place)
    if ('problem' in made && (typeof subtitles !== 'string' || 'detail' in made.problem)) return made
    if ('problem' in made) reasons.push(`subtitles: left out. ${made.problem.message}`)
    else {
      tracks.push(...made.tracks)
      reasons.push(...made.reasons)
    }
  }
  for (const file of subtitleFiles) {
    const found = documentOfFile(file, ctx)
    if ('problem' in found) return found
    const made = ofText(found.document, labelOf(file), ctx, container, place)
    if ('problem' in made) return made
    tracks.push(...made.tracks)
    reasons.push(...made.reasons)
  }
  return { tracks, reasons }
}

const labelOf = ({ language, title, default: main, forced }: Partial<SubtitleFile>): TrackLabel => {
  const letters = threeLetters(language ?? '')
  return {
    ...(letters !== undefined && { language: letters }),
    ...(title !== undefined && { title }),
    default: main ?? false,
    ...(forced && { forced }),
  }
}

const ofSource = (
  { stream, language, title, pick }: PickedTrack<SubtitleStream>,
  ctx: DraftContext,
  container: ContainerRule,
  place: string,
): Carried | { readonly problem: Problem } => {
  const label = labelOf({
    ...(language !== undefined && { language }),
    ...(title !== undefined && { title }),
    ...(pick?.default !== undefined && { default: pick.default }),
    ...(pick?.forced !== undefined && { forced: pick.forced }),
  })
  if (isText(stream)) {
    const found = documentOfTrack(stream, ctx)
    return 'problem' in found ? found : ofText(found.document, label, ctx, container, place)
  }
  const { index, codec } = stream
  if (!container.subtitles?.pictures.includes(codec))
    return refuse(
      'unsupported-parameter',
      `Subtitles of ${codec} are pictures and not text; they cannot be put into ${place}.`,
    )
  if (ctx.joined)
    return refuse(
      'unsupported-parameter',
      `Subtitles of ${codec} are pictures and cannot be joined to other clips.`,
    )
  const cut = ctx.cut.whole ? {} : { cut: true as const }
  return {
    tracks: [{ type: 'copy', of: 'subtitles', codec, index, ...cut, label }],
    reasons: [`subtitles: ${nameOf(label)} copied, ${codec}`],
  }
}

const ofText = (
  document: SubtitleDocument,
  label: TrackLabel,
  ctx: DraftContext,
  container: ContainerRule,
  place: string,
): Carried | { readonly problem: Problem } => {
  const known = container.subtitles?.text ?? []
  const own = document.kind === 'ass' ? 'ass' : document.format === 'srt' ? 'subrip' : 'webvtt'
  const codec = known.find((each) => each === own) ?? known[0]
  if (codec === undefined)
    return refuse('unsupported-parameter', `Subtitles that are text cannot be put into ${place}.`)
  const { content, demuxer, count } = writeText(shownIn(document, ctx.own.part), codec)
  const what = `subtitles: ${nameOf(label)}`
  if (count === 0) return { tracks: [], reasons: [`${what} left out: nothing is said in this part`] }
  return {
    tracks: [
      {
        ...{ type: 'subtitles', codec, encoder: codec === 'mov_text' ? 'mov_text' : 'copy', demuxer },
        ...{ file: ctx.fileOf(content), cues: count, label },
      },
    ],
    reasons: [`${what} as ${codec}`],
  }
}

const nameOf = ({ language }: TrackLabel): string =>
  language === undefined ? 'text' : (languageTag(language) ?? language)
