import type { SubtitleCue, TextRun } from '../../domain/subtitle-document.ts'
import { clock } from './clock.ts'
import { tagged } from './tagged.ts'

/** Cues as SubRip. */
export const writeSrt = (cues: readonly SubtitleCue[]): string =>
  cues
    .map(
      ({ start, end, text, place }, i) =>
        `${i + 1}\n${clock(start, ',')} --> ${clock(end, ',')}\n${place === undefined ? '' : `{\\an${place}}`}${text.map(marked).join('')}\n`,
    )
    .join('\n')

const marked = (run: TextRun): string => {
  const said = tagged(run, literal(run.text))
  return run.color === undefined ? said : `<font color="#${run.color}">${said}</font>`
}

/** There is no way to say a sign that opens a tag: a joiner nobody sees makes it open none. A blank line would end the cue. */
const literal = (text: string): string =>
  text
    .replace(/<(?=[/a-z])/gi, '<\u2060')
    .replace(/\{(?=\\)/g, '{\u2060')
    .replace(/\n(?=\n)/g, '\n\u00a0')
    .replaceAll('-->', '--\u2060>')
