import type { Chapter, StreamFacts } from '../domain/media-info.ts'
import { rational, seconds } from '../domain/units.ts'
import { type Fields, fieldsOf, listOf, numberOf, present, textOf } from './fields.ts'

const MAX_CHAPTERS = 1000
const MAX_TITLE = 1024

/** What the container says of one stream of ffprobe's JSON. */
export const streamFacts = (stream: Fields): { readonly facts?: StreamFacts } => {
  const facts = present<StreamFacts>({
    codecName: textOf(stream, 'codec_long_name'),
    tag: tagOf(stream),
    timeBase: timeBaseOf(textOf(stream, 'time_base')),
    title: titleOf(stream),
    dispositions: dispositionsOf(stream),
  })
  return Object.keys(facts).length > 0 ? { facts } : {}
}

/** `0x0000` and `[0][0][0][0]`: containers without codes. */
const tagOf = (stream: Fields): StreamFacts['tag'] => {
  const [text, hex] = [textOf(stream, 'codec_tag_string'), textOf(stream, 'codec_tag')]
  return text === undefined || hex === undefined || Number(hex) === 0 ? undefined : { text, hex }
}

const timeBaseOf = (text: string | undefined): StreamFacts['timeBase'] => {
  const [, num, den] = /^(\d+)\/(\d+)$/.exec(text ?? '') ?? []
  return den === undefined ? undefined : rational(Number(num), Number(den))
}

/** The uploader's words: bounded, without control characters. */
const titleOf = ({ tags }: Fields): string | undefined =>
  textOf(fieldsOf(tags), 'title')
    ?.replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAX_TITLE) || undefined

const dispositionsOf = (stream: Fields): readonly string[] | undefined => {
  const names = Object.entries(fieldsOf(stream.disposition)).flatMap(([name, on]) => (on === 1 ? [name] : []))
  return names.length > 0 ? names : undefined
}

/** The chapters of ffprobe's JSON (`-show_chapters`). */
export const chaptersOf = (json: Fields): readonly Chapter[] =>
  listOf(json.chapters)
    .slice(0, MAX_CHAPTERS)
    .flatMap((chapter) => {
      const [start, end] = [numberOf(chapter, 'start_time'), numberOf(chapter, 'end_time')]
      if (start === undefined || end === undefined) return []
      const title = titleOf(chapter)
      return [{ start: seconds(start), end: seconds(end), ...(title !== undefined && { title }) }]
    })
