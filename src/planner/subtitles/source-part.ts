import type { AssEvent, SubtitleCue, SubtitleDocument } from '../../domain/subtitle-document.ts'

/** Where the part of the source that an output shows lies, in seconds. */
export interface SourcePart {
  /** On the source's clock. */
  readonly start: number
  /** Absent: nobody knows, or to the end. */
  readonly length?: number
  /** On the output's clock: later than 0 when other clips come first. */
  readonly at: number
}

/** What is seen of subtitles in the part, on the output's clock: what begins before it or ends after it is cut. */
export const shownIn = (document: SubtitleDocument, part: SourcePart): SubtitleDocument =>
  document.kind === 'cues'
    ? { ...document, cues: document.cues.flatMap((cue) => seen<SubtitleCue>(cue, part, 1000)) }
    : { ...document, events: document.events.flatMap((event) => seen<AssEvent>(event, part, 100)) }

const seen = <T extends { readonly start: number; readonly end: number }>(
  cue: T,
  { start, length = Number.POSITIVE_INFINITY, at }: SourcePart,
  perSecond: number,
): readonly T[] => {
  const place = (time: number): number =>
    Math.round((Math.min(length, Math.max(0, time - start)) + at) * perSecond) / perSecond
  const [from, to] = [place(cue.start), place(cue.end)]
  return to > from ? [{ ...cue, start: from, end: to }] : []
}
