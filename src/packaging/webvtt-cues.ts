/** One cue of a WebVTT file. Times in seconds; `text` is all of the cue, with its settings, less the times. */
export interface Cue {
  readonly start: number
  readonly end: number
  readonly settings: string
  readonly id?: string
  readonly text: string
}

const TIME = String.raw`(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})`
const TIMING = new RegExp(`^${TIME}[ \\t]+-->[ \\t]+${TIME}(?:[ \\t]+(.*))?$`)

/** @throws SyntaxError when it is no WebVTT, or a cue ends before it begins */
export const parseCues = (text: string): readonly Cue[] => {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  if (!/^WEBVTT(?:[ \t\n]|$)/.test(plain)) throw new SyntaxError('no WEBVTT at the start')
  return plain.split(/\n{2,}/).flatMap((block) => {
    const lines = block.split('\n')
    const at = lines.findIndex((line) => TIMING.test(line))
    // Before the timing there is at most the cue's name; notes, styles and the header have none.
    if (at < 0 || at > 1) return []
    const found = TIMING.exec(lines[at] ?? '') ?? []
    const start = seconds(found.slice(1, 5))
    const end = seconds(found.slice(5, 9))
    if (end < start) throw new SyntaxError(`a cue that ends before it begins, at ${start} s`)
    const id = at === 1 ? lines[0] : undefined
    return {
      ...{ start, end, settings: found[9] ?? '', text: lines.slice(at + 1).join('\n') },
      ...(id !== undefined && { id }),
    }
  })
}

const seconds = ([hours, minutes, secs, millis]: readonly (string | undefined)[]): number =>
  Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(secs) + Number(millis) / 1000

/**
 * One WebVTT segment for each span of the stream; a cue stands in every segment during which it is shown. `mpegts` is the
 * stream's clock, in ticks of 90 kHz, when the cues' clock is at zero.
 */
export const cueSegments = (
  cues: readonly Cue[],
  durations: readonly number[],
  mpegts: number,
): readonly string[] => {
  let from = 0
  return durations.map((duration) => {
    const to = from + duration
    const shown = cues.filter(
      (cue) => cue.start < to && (cue.end > from || (cue.end === cue.start && cue.start >= from)),
    )
    from = to
    return [
      `WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:${Math.round(mpegts)},LOCAL:00:00:00.000\n`,
      ...shown.map(cueText),
    ].join('\n')
  })
}

const cueText = ({ start, end, settings, id, text }: Cue): string =>
  `${id === undefined ? '' : `${id}\n`}${clock(start)} --> ${clock(end)}${settings === '' ? '' : ` ${settings}`}\n${text.trimEnd()}\n`

const clock = (time: number): string => {
  const ms = Math.round(time * 1000)
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}
