import { open } from 'node:fs/promises'
import type { FailedMeasurement, SubtitleText } from '../../domain/analysis.ts'
import { DomainError, fail } from '../../domain/problem.ts'
import { SUBTITLE_LIMITS, type SubtitleDocument } from '../../domain/subtitle-document.ts'
import type { SubtitleCharset } from '../../domain/subtitle-spec.ts'
import { parseAss } from './ass.ts'
import { hasSrtTimes, parseSrt } from './srt.ts'
import { parseWebVtt } from './webvtt-text.ts'

/**
 * What a file of subtitles says.
 * @throws DomainError source-unreadable, source-unsupported, source-too-large
 */
export const readSubtitles = async (
  path: string,
  charset: SubtitleCharset = 'utf-8',
): Promise<SubtitleDocument> => {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  if (size > SUBTITLE_LIMITS.bytes)
    throw fail('source-too-large', `It has ${size} bytes; at most ${SUBTITLE_LIMITS.bytes} are taken.`, {
      detail: { size, limit: SUBTITLE_LIMITS.bytes },
    })
  return parseSubtitles(decoded(await file.readFile(), charset))
}

/**
 * SubRip, WebVTT or ASS, told apart by what they look like.
 * @throws DomainError source-unreadable, source-unsupported, source-too-large
 */
export const parseSubtitles = (text: string): SubtitleDocument => {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  if (plain.trim() === '') throw fail('source-unreadable', 'It is empty.')
  if (/^WEBVTT(?:[ \t\n]|$)/.test(plain)) return parseWebVtt(plain)
  if (/^\s*\[script info\]\s*$/im.test(plain) && /^\s*\[events\]\s*$/im.test(plain)) return parseAss(plain)
  if (hasSrtTimes(plain)) return parseSrt(plain)
  throw fail('source-unsupported', 'It is neither SubRip, WebVTT nor ASS.')
}

/** What FFmpeg wrote of a track of the source; nothing is said by one without packets. */
export const readSubtitleTrack = (text: string): SubtitleText | FailedMeasurement => {
  if (text.trim() === '') return { what: 'subtitles', document: { kind: 'cues', format: 'srt', cues: [] } }
  try {
    return { what: 'subtitles', document: parseSubtitles(text) }
  } catch (error) {
    if (error instanceof DomainError) return { what: 'failed', problem: error.problem }
    throw error
  }
}

const ENCODINGS: Readonly<Record<SubtitleCharset, readonly string[]>> = {
  'utf-8': ['utf-8'],
  gbk: ['gbk'],
  big5: ['big5'],
  auto: ['utf-8', 'gbk', 'big5'],
}

/** In the first encoding in which every byte means something. */
const decoded = (bytes: Uint8Array, charset: SubtitleCharset): string => {
  for (const encoding of ENCODINGS[charset])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next one, or none.
    }
  throw fail(
    'source-unreadable',
    charset === 'utf-8'
      ? 'It is not encoded as UTF-8; save it so, or say its character set.'
      : `It is not encoded as ${charset === 'auto' ? 'UTF-8, GBK or Big5' : charset.toUpperCase()}.`,
  )
}
