import type { ExtraSource } from '../../domain/extra-source.ts'
import type { SubtitleStream } from '../../domain/media-info.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { SubtitleDocument } from '../../domain/subtitle-document.ts'
import type { DraftContext } from '../draft.ts'

export type FoundDocument = { readonly document: SubtitleDocument } | { readonly problem: Problem }

/** Codecs of subtitles that are text. */
const TEXT = ['subrip', 'srt', 'ass', 'ssa', 'mov_text', 'webvtt', 'text']
export const isText = ({ codec }: Pick<SubtitleStream, 'codec'>): boolean => TEXT.includes(codec)

/** FFmpeg's options that write a track's text as one of the kinds that are read here, as exactly as that can be. */
export const extractionOf = (codec: string): readonly string[] => {
  switch (codec) {
    case 'ass':
      return ['-c', 'copy', '-f', 'ass']
    case 'ssa':
      return ['-c', 'ass', '-f', 'ass']
    case 'webvtt':
      return ['-c', 'copy', '-f', 'webvtt']
    case 'subrip':
      return ['-c', 'copy', '-f', 'srt']
    default:
      return ['-c', 'subrip', '-f', 'srt']
  }
}

/** What a track of the source says; nothing yet while it was not read. */
export const documentOfTrack = (
  { index, codec }: SubtitleStream,
  { measured }: Pick<DraftContext, 'measured'>,
): FoundDocument => {
  const found = measured({ what: 'subtitles', stream: index, codec })
  if (!found) return { document: { kind: 'cues', format: 'srt', cues: [] } }
  if (found.what === 'subtitles') return found
  const { code, message } = found.problem
  return {
    problem: problem('input-unusable', `The subtitles of the source cannot be used. ${message}`, {
      detail: { use: 'subtitles', reason: code, stream: index },
    }),
  }
}

/** What a file beside the source says. */
export const documentOfFile = (
  file: Omit<ExtraSource, 'use'>,
  { inputs }: Pick<DraftContext, 'inputs'>,
): FoundDocument => inputs('subtitles', file.source, file.charset)
