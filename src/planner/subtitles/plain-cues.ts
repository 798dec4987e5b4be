import type {
  AssEvent,
  CueDocument,
  SubtitleCue,
  SubtitleDocument,
  TextRun,
} from '../../domain/subtitle-document.ts'

/** The text of subtitles with the plainest of their looks, for what knows no others. */
export const plainCues = (document: SubtitleDocument): CueDocument => {
  if (document.kind === 'cues') return document
  const cues = document.events.flatMap((event) => {
    const cue = cueOf(event)
    return cue.text.length === 0 ? [] : [cue]
  })
  return { kind: 'cues', format: 'srt', cues: cues.filter((cue, i) => !sameAs(cue, cues[i - 1])) }
}

/** Layers of one line, such as its shadow, say the same twice. */
const sameAs = (cue: SubtitleCue, other: SubtitleCue | undefined): boolean =>
  other !== undefined && cue.start === other.start && cue.end === other.end && textOf(cue) === textOf(other)

export const textOf = ({ text }: SubtitleCue): string => text.map((run) => run.text).join('')

const cueOf = ({ start, end, text }: AssEvent): SubtitleCue => {
  const runs: TextRun[] = []
  let look: Omit<TextRun, 'text'> = {}
  let place: number | undefined
  for (const [whole, block] of text.matchAll(/\{([^{}]*)\}|[^{}]+/g)) {
    if (block === undefined) {
      const said = whole.replace(/\\[Nn]/g, '\n').replace(/\\h/g, '\u00a0')
      if (said !== '') runs.push({ text: said, ...look })
      continue
    }
    for (const [, tag = '', value = ''] of block.matchAll(/\\(an|r|[biu](?=-?\d*(?:\\|$)))([^\\]*)/g)) {
      if (tag === 'an') place ??= Number(value)
      else if (tag === 'r') look = {}
      else look = withLook(look, tag, Number(value))
    }
  }
  return {
    ...{ start, end, text: runs },
    ...(place !== undefined && place >= 1 && place <= 9 && place !== 2 && { place }),
  }
}

const LOOKS = { b: 'bold', i: 'italic', u: 'underline' } as const

const withLook = (look: Omit<TextRun, 'text'>, tag: string, value: number): Omit<TextRun, 'text'> => {
  const { [LOOKS[tag as keyof typeof LOOKS]]: _, ...rest } = look
  return value === 1 || value >= 500 ? { ...rest, [LOOKS[tag as keyof typeof LOOKS]]: true } : rest
}
