import type { SubtitleCue } from '../../domain/subtitle-document.ts'
import { clock } from './clock.ts'
import { tagged } from './tagged.ts'

/** Cues as WebVTT. Colours have no plain words there and are left out. */
export const writeWebVtt = (cues: readonly SubtitleCue[]): string =>
  [
    'WEBVTT\n',
    ...cues.map(
      ({ start, end, text, ...cue }) =>
        `${clock(start, '.')} --> ${clock(end, '.')}${settingsOf(cue)}\n${text.map((run) => tagged(run, escaped(run.text))).join('')}\n`,
    ),
  ].join('\n')

const settingsOf = ({ settings, place = 2 }: Pick<SubtitleCue, 'settings' | 'place'>): string => {
  if (settings !== undefined) return ` ${settings}`
  const line = place >= 7 ? ' line:0' : place >= 4 ? ' line:50%' : ''
  const align = place % 3 === 1 ? ' align:left' : place % 3 === 0 ? ' align:right' : ''
  return line + align
}

/** A blank line would end the cue. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\n(?=\n)/g, '\n\u00a0')
