import type { SubtitleDocument } from '../../domain/subtitle-document.ts'
import type { SubtitleCodec } from '../containers.ts'
import type { SubtitleTrack } from '../tracks.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { plainCues } from './plain-cues.ts'
import { writeAss } from './write-ass.ts'
import { writeSrt } from './write-srt.ts'
import { writeWebVtt } from './write-webvtt.ts'

export interface WrittenText {
  readonly content: string
  readonly demuxer: SubtitleTrack['demuxer']
  /** How many things it says. */
  readonly count: number
}

/** A text as the file that a track of the codec is read from; as ASS only where it is that. */
export const writeText = (document: SubtitleDocument, codec: SubtitleCodec): WrittenText => {
  if (codec === 'ass' && document.kind === 'ass')
    return { content: writeAss(document), demuxer: 'ass', count: document.events.length }
  const { cues } = plainCues(document)
  if (codec === 'webvtt') return { content: writeWebVtt(cues), demuxer: 'webvtt', count: cues.length }
  // A track of MP4 shows one thing at a time.
  const shown = codec === 'mov_text' ? oneAtATime(cues) : cues
  return { content: writeSrt(shown), demuxer: 'srt', count: shown.length }
}
