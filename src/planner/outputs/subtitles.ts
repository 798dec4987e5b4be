import type { Problem } from '../../domain/problem.ts'
import type { SubtitleDocument } from '../../domain/subtitle-document.ts'
import { SUBTITLE_EXTENSIONS, type SubtitlesSpec } from '../../domain/subtitle-spec.ts'
import { type DraftContext, type Drafted, refuse } from '../draft.ts'
import { documentOfFile, documentOfTrack, type FoundDocument, isText } from '../subtitles/documents.ts'
import { lookOf } from '../subtitles/look.ts'
import { plainCues } from '../subtitles/plain-cues.ts'
import { shownIn } from '../subtitles/source-part.ts'
import { trackOf } from '../subtitles/track-of.ts'
import { writePlainAss } from '../subtitles/write-ass.ts'
import { writeText } from '../subtitles/write-text.ts'

/** Where text that has no size of its own is laid out. */
const USUAL_FRAME = { width: 1280, height: 720 }

/** A file of text alone: no process makes it, it is written as it was read. */
export const draftSubtitles = ({ format, from }: SubtitlesSpec, ctx: DraftContext): Drafted => {
  const found = documentOf(from, ctx)
  if ('problem' in found) return found
  const document = shownIn(found.document, ctx.own.part)
  const written = writtenAs(format, document, ctx)
  if ('problem' in written) return written
  if (written.count === 0)
    return refuse('unsupported-parameter', 'There is nothing to write: nothing is said in this part.')
  const { index, cut } = ctx
  const path = `o${index}/main.${SUBTITLE_EXTENSIONS[format]}`
  return {
    draft: {
      ...{ kind: 'subtitles', index, cut, files: [], pictures: [], folders: [`o${index}`] },
      texts: [{ name: path, content: written.content }],
      parts: [{ role: 'text', path, format, cues: written.count }],
      reasons: [`subtitles: ${written.count} written as ${format}`],
    },
  }
}

const documentOf = (from: SubtitlesSpec['from'], ctx: DraftContext): FoundDocument => {
  if ('file' in from) return documentOfFile(from.file, ctx)
  const track = trackOf(from, ctx.own.media.subtitles)
  if ('problem' in track) return track
  const { codec } = track.stream
  if (!isText(track.stream))
    return refuse('unsupported-parameter', `Subtitles of ${codec} are pictures and not text.`)
  return documentOfTrack(track.stream, ctx)
}

const writtenAs = (
  format: SubtitlesSpec['format'],
  document: SubtitleDocument,
  ctx: DraftContext,
): { readonly content: string; readonly count: number } | { readonly problem: Problem } => {
  if (format !== 'ass') return writeText(document, format === 'srt' ? 'subrip' : 'webvtt')
  if (document.kind === 'ass') return writeText(document, 'ass')
  const { cues } = plainCues(document)
  const look = lookOf({}, ctx.own.media.video[0] ?? USUAL_FRAME, ctx)
  return 'problem' in look ? look : { content: writePlainAss(cues, look), count: cues.length }
}
