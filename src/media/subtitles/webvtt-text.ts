import { fail } from '../../domain/problem.ts'
import type { CueDocument, SubtitleCue, TextRun } from '../../domain/subtitle-document.ts'
import { parseCues } from '../../packaging/webvtt-cues.ts'
import { boundedText, inOrder, printable } from './bounds.ts'
import { LOOKS, RunBuilder } from './text-runs.ts'

/**
 * WebVTT. Its styles and regions are left out; what a cue says of its place is kept.
 * @throws DomainError source-unreadable, source-too-large
 */
export const parseWebVtt = (text: string): CueDocument => {
  try {
    const cues = parseCues(text).flatMap(({ start, end, settings, text: said }): SubtitleCue[] => {
      const runs = readMarkup(boundedText(said.trim()))
      if (runs.length === 0) return []
      const kept = settings
        .split(/\s+/)
        .filter((setting) => SETTING.test(setting))
        .join(' ')
      return [
        { start, end, text: runs, ...(atTop(kept) && { place: 8 }), ...(kept !== '' && { settings: kept }) },
      ]
    })
    return { kind: 'cues', format: 'webvtt', cues: inOrder(cues) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw fail('source-unreadable', `The WebVTT cannot be read: ${error.message}.`, { cause: error })
  }
}

const SETTING =
  /^(?:vertical:(?:rl|lr)|line:-?[\d.]{1,8}%?(?:,(?:start|center|end))?|position:[\d.]{1,8}%(?:,(?:line-left|center|line-right))?|size:[\d.]{1,8}%|align:(?:start|center|end|left|right))$/

/** Lines are counted from the top, or from the bottom when they are negative. */
const atTop = (settings: string): boolean => {
  const [, line, percent] = /(?:^| )line:(-?[\d.]+)(%?)/.exec(settings) ?? []
  if (line === undefined) return false
  return percent === '%' ? Number(line) < 50 : Number(line) >= 0 && !line.startsWith('-')
}

const readMarkup = (text: string): readonly TextRun[] => {
  const runs = new RunBuilder()
  for (const [whole, closing, tag] of text.matchAll(/<(\/?)([^<>]*)>|[^<]+|</g)) {
    if (tag === undefined) {
      runs.text(printable(withoutEntities(whole)))
      continue
    }
    const name = /^[a-z]+/.exec(tag)?.[0] ?? ''
    if (closing === '/') runs.close(name)
    else if (name !== '') runs.open(name, LOOKS[name] ?? {})
  }
  return runs.runs()
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' },
}

const withoutEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name)] ?? whole
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '' : String.fromCodePoint(code)
  })
