import type { AudioStream, MediaInfo, SubtitleStream } from '../domain/media-info.ts'
import { type BitsPerSecond, bps, bytes, type Seconds, seconds } from '../domain/units.ts'
import { audioCodecString } from './codec-string.ts'
import { type Fields, fieldsOf, listOf, numberOf, present, textOf } from './fields.ts'
import { shownProgram } from './programs.ts'
import { chaptersOf, streamFacts } from './stream-facts.ts'
import { toVideoStream } from './video-stream.ts'

const MAX_TAGS = 64
const MAX_TAG_TEXT = 1024

/** The streams of ffprobe's JSON, as they stand in it. */
export const streamsOf = (json: unknown): readonly Fields[] => listOf(fieldsOf(json).streams)

/**
 * ffprobe's JSON (`-show_format -show_streams -show_programs -show_chapters`) as media info. A duration that ffprobe does not know is 0; empty tracks,
 * data tracks and streams of unknown codec are left out.
 */
export const toMediaInfo = (json: unknown): MediaInfo => {
  const format = fieldsOf(fieldsOf(json).format)
  const all = streamsOf(json)
  const { streams: shown, programs } = shownProgram(json, all)
  const streams = shown.filter((stream) => textOf(stream, 'codec_name') !== undefined)
  const ofType = (type: string) => streams.filter((stream) => stream.codec_type === type)
  const size = Math.max(0, numberOf(format, 'size') ?? 0)
  const pictures = ofType('video').filter(isPicture)
  const video = ofType('video')
    .filter((stream) => !isPicture(stream))
    .flatMap((stream) => toVideoStream(stream, timingOf(stream)) ?? [])
  const audio = ofType('audio')
    .filter((stream) => !saysNothing(stream))
    .map(toAudioStream)
  const subtitles = ofType('subtitle').map(toSubtitleStream)
  const others = all.length - video.length - audio.length - subtitles.length - pictures.length
  const chapters = chaptersOf(fieldsOf(json))
  const said = numberOf(format, 'start_time') ?? 0
  const startTime = others > 0 ? firstOf([...video, ...audio], said) : said
  const ends = [...video, ...audio].map(
    (stream) => (stream.startTime ?? startTime) - startTime + (stream.duration ?? Number.POSITIVE_INFINITY),
  )
  const longest = Math.max(0, ...[...video, ...audio].map((stream) => stream.duration ?? 0))
  const last = ends.length > 0 ? Math.max(...ends) : Number.POSITIVE_INFINITY
  const whole = (numberOf(format, 'duration') ?? longest) - (startTime - said)
  // Subtitles may outlast what they are shown on; and Matroska counts from zero, wherever its first packet is.
  const fromZero = textOf(format, 'format_name')?.startsWith('matroska') && Number.isFinite(last)
  // The file's own length is that of its longest programme.
  const alone = fromZero || (programs > 1 && Number.isFinite(last))
  const duration = Math.max(0, alone ? last : subtitles.length > 0 ? Math.min(last, whole) : whole)
  return {
    container: textOf(format, 'format_name') ?? '',
    size: bytes(size),
    duration: seconds(duration),
    startTime: seconds(startTime),
    bitrate: bps(numberOf(format, 'bit_rate') ?? (duration > 0 ? Math.round((size * 8) / duration) : 0)),
    video,
    audio,
    subtitles,
    pictures: pictures.length,
    ...(chapters.length > 0 && { chapters }),
    ...(others > 0 && { otherStreams: others }),
    ...(programs > 1 && { programs }),
    tags: tagsOf(format, all),
  }
}

/** Data may begin before picture and sound, which is where FFmpeg begins to play. */
const firstOf = (streams: readonly { readonly startTime?: Seconds }[], said: number): number => {
  const starts = streams.map(({ startTime }) => startTime ?? said)
  return starts.length > 0 ? Math.max(said, Math.min(...starts)) : said
}

/** A track of Matroska without packets. */
const saysNothing = ({ tags }: Fields): boolean => clockSeconds(textOf(fieldsOf(tags), 'DURATION')) === 0

/** Cover art is a video stream of one picture to FFmpeg. */
const isPicture = (stream: Fields): boolean => numberOf(fieldsOf(stream.disposition), 'attached_pic') === 1

export interface StreamTiming {
  readonly duration?: Seconds
  readonly startTime?: Seconds
  readonly bitrate?: BitsPerSecond
  readonly language?: string
}

const timingOf = (stream: Fields): StreamTiming => {
  const tags = fieldsOf(stream.tags)
  const startTime = numberOf(stream, 'start_time')
  const duration = numberOf(stream, 'duration') ?? taggedLength(tags, startTime)
  const bitrate = numberOf(stream, 'bit_rate')
  const language = textOf(tags, 'language')
  return present<StreamTiming>({
    duration: duration === undefined ? undefined : seconds(duration),
    startTime: startTime === undefined ? undefined : seconds(startTime),
    bitrate: bitrate === undefined || bitrate <= 0 ? undefined : bps(bitrate),
    language:
      language !== undefined && /^[A-Za-z]{2,3}(?:-[\w-]{1,12})?$/.test(language) && language !== 'und'
        ? language
        : undefined,
  })
}

/** Matroska has a stream's length in a tag: mkvmerge counts it from the first packet, FFmpeg writes where the last one ends. */
const taggedLength = (tags: Fields, startTime = 0): number | undefined => {
  const said = clockSeconds(textOf(tags, 'DURATION'))
  const counted = textOf(tags, '_STATISTICS_WRITING_APP') !== undefined
  return said === undefined || counted ? said : Math.max(0, said - startTime)
}

/** `00:00:02.023000000` */
const clockSeconds = (text: string | undefined): number | undefined => {
  const [, hours, minutes, rest] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '') ?? []
  return rest === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(rest)
}

const toAudioStream = (stream: Fields): AudioStream => {
  const codec = textOf(stream, 'codec_name') ?? ''
  const profile = textOf(stream, 'profile')
  return {
    index: numberOf(stream, 'index') ?? 0,
    codec,
    sampleRate: numberOf(stream, 'sample_rate') ?? 0,
    channels: numberOf(stream, 'channels') ?? 0,
    default: numberOf(fieldsOf(stream.disposition), 'default') === 1,
    ...present<Partial<AudioStream>>({
      profile,
      codecString: audioCodecString(codec, profile),
      layout: textOf(stream, 'channel_layout'),
      sampleFormat: textOf(stream, 'sample_fmt'),
      bitDepth: numberOf(stream, 'bits_per_raw_sample') || undefined,
    }),
    ...timingOf(stream),
    ...streamFacts(stream),
  }
}

const toSubtitleStream = (stream: Fields): SubtitleStream => {
  const { language } = timingOf(stream)
  return {
    index: numberOf(stream, 'index') ?? 0,
    codec: textOf(stream, 'codec_name') ?? '',
    ...(language !== undefined && { language }),
    ...streamFacts(stream),
  }
}

/** Tags are the uploader's words: bounded in number and length, without control characters. */
const tagsOf = (format: Fields, [first]: readonly Fields[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    // Ogg says of its first stream what others say of the file.
    Object.entries({
      ...(first && textOf(format, 'format_name') === 'ogg' && fieldsOf(first.tags)),
      ...fieldsOf(format.tags),
    })
      .filter((tag): tag is [string, string] => typeof tag[1] === 'string')
      .slice(0, MAX_TAGS)
      .map(([name, value]) => [plain(name).slice(0, 64), plainTag(value)]),
  )

/** The value of a tag as media info has it. */
export const plainTag = (value: string): string => plain(value).slice(0, MAX_TAG_TEXT)

const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()
