import type { AudioStream, VideoStream } from '../domain/media-info.ts'
import type { CopiedPicture, Expectation, ExpectedSubtitles } from '../domain/plan.ts'
import { type Rational, type Seconds, seconds, toNumber } from '../domain/units.ts'
import type { DraftContext } from './draft.ts'
import { framedSize } from './frame-size.ts'
import { fittingProfiles } from './pixel-format.ts'
import type { Cut } from './time-range.ts'
import { isSubtitles, isVideo, type Track, type VideoEncode } from './tracks.ts'

/** What a file of these tracks must measure, from the source's own durations. */
export const expectation = (tracks: readonly Track[], ctx: DraftContext): Expectation => {
  const { source } = ctx
  const video = tracks.find(isVideo)
  const [audio, ...moreAudio] = tracks.filter((track) => !isVideo(track) && !isSubtitles(track))
  const subtitles = tracks.filter(isSubtitles).map(subtitleExpectation)
  const spans = [
    ...(video && source.video ? [span(seenIn(video, source.video.stream), ctx)] : []),
    ...[...(audio ? [audio] : []), ...moreAudio].map((track) => audioSpan(track, ctx)),
  ]
  const duration = Math.max(0, ...spans.map((s) => s.end))
  // Some containers count from the first packet, some from zero.
  const late = spans.length > 0 ? Math.min(...spans.map((s) => s.start)) : 0
  return {
    duration: seconds(duration),
    tolerance: seconds(Math.max(0.5, duration / 100) + late + copiedOver(video, ctx)),
    video: video ? videoExpectation(video, ctx) : null,
    audio: audio ? audioExpectation(audio, ctx) : null,
    ...(moreAudio.length > 0 && { moreAudio: moreAudio.flatMap((t) => audioExpectation(t, ctx) ?? []) }),
    ...(subtitles.length > 0 && { subtitles }),
  }
}

/** Seconds. A copied part ends with whole frames, of which some are stored before others that are shown earlier. */
const copiedOver = (track: Track | undefined, { source: { video }, cut }: DraftContext): number => {
  const rate = toNumber(video?.stream.frameRate ?? { num: 0, den: 1 })
  if (track?.type !== 'copy' || cut.whole || !(rate > 0)) return 0
  return (1 + (video?.stream.reorderedFrames ?? 0)) / rate
}

const subtitleExpectation = (track: Track): ExpectedSubtitles => {
  const { language, forced } = ('label' in track ? track.label : undefined) ?? {}
  return {
    codec: track.codec,
    ...(language !== undefined && { language }),
    ...(forced && { forced }),
    ...('cues' in track && { cues: track.cues }),
  }
}

const videoExpectation = (track: Track, ctx: DraftContext): Expectation['video'] => {
  const video = ctx.source.video
  if (!video) return null
  const known = measured(seenIn(track, video.stream), ctx, track)
  const rate = track.type === 'video' ? track.target.frameRate : undefined
  const frames = frameCount(track, rate, ctx)
  const size = track.type === 'video' ? framedSize(track.target.framing) : video.stream
  return {
    codec: track.codec,
    width: size.width,
    height: size.height,
    ...(track.type === 'video' ? madeAs(track) : copiedFrom(video.stream)),
    ...(frames && { frames }),
    ...(known !== undefined && { duration: known }),
  }
}

/** Of other codecs a container says less, and of fields only pictures tell. */
const copiedFrom = (stream: VideoStream): { readonly copied?: CopiedPicture } => {
  const { codec, interlaced, hdr, pixelFormat, bitDepth, closedCaptions, reorderedFrames } = stream
  if (codec !== 'h264' || interlaced || hdr !== 'sdr' || pixelFormat === '') return {}
  return {
    copied: {
      ...{ pixelFormat, bitDepth },
      ...(closedCaptions !== undefined && { closedCaptions }),
      ...(reorderedFrames !== undefined && { reorderedFrames }),
    },
  }
}

const madeAs = ({ codec, target, settings: { profile, rate } }: VideoEncode) => {
  const profiles = fittingProfiles({ codec, ...(profile !== undefined && { profile }) })
  const bitrate = rate.mode === 'crf' ? rate.maxBitrate : rate.bitrate
  return {
    pixelFormat: target.pixelFormat,
    ...(profiles && { profiles }),
    ...(bitrate !== undefined && { bitrate }),
  }
}

const audioExpectation = (track: Track, ctx: DraftContext): Expectation['audio'] => {
  const stream = sourceAudio(track, ctx)
  if (!stream) return null
  const { start, end } = audioSpan(track, ctx)
  const known = stream.duration !== undefined && (track.type !== 'copy' || ctx.cut.whole)
  const { sampleRate, channels } = track.type === 'audio' ? track : stream
  // Opus is played at one rate, whatever was put in.
  const played = track.codec === 'opus' ? 48_000 : sampleRate
  const language = 'label' in track ? track.label?.language : undefined
  return {
    codec: track.codec,
    channels,
    sampleRate: played,
    ...(known && { duration: seconds(end - start) }),
    ...(language !== undefined && { language }),
  }
}

const sourceAudio = (track: Track, { source }: DraftContext): AudioStream | undefined =>
  'index' in track ? source.media.audio.find((a) => a.index === track.index) : undefined

/** Encoded sound starts with the part that is read, with silence before a late beginning. */
const audioSpan = (track: Track, ctx: DraftContext): { start: number; end: number } => {
  const stream = sourceAudio(track, ctx)
  const asPicture = track.type === 'audio' && track.asPicture
  const { start, end } = span((asPicture ? ctx.source.video?.stream : stream) ?? {}, ctx)
  return { start: track.type === 'copy' ? start : 0, end }
}

interface Timed {
  readonly startTime?: Seconds
  readonly duration?: Seconds
}

/** Where a stream lies in the part that is read; its end is the file's when it does not say. */
export const span = (
  stream: Timed,
  { source: { media }, cut }: { readonly source: Pick<DraftContext['source'], 'media'>; readonly cut: Cut },
): { start: number; end: number } => {
  const from = Math.max(0, (stream.startTime ?? media.startTime) - media.startTime)
  const to = stream.duration === undefined ? Math.max(from, media.duration) : from + stream.duration
  const limit = cut.length ?? Number.POSITIVE_INFINITY
  const place = (t: number) => Math.min(limit, Math.max(0, t - cut.start))
  return { start: place(from), end: place(to) }
}

/** A copy takes what no decoder shows. */
const seenIn = (track: Track, stream: VideoStream): VideoStream =>
  track.type === 'copy' ? stream : shownPart(stream)

/** A picture as it is decoded: without what was cut from its key frame. */
export const shownPart = (stream: VideoStream): VideoStream => {
  const { firstShown, startTime = firstShown, duration } = stream
  if (firstShown === undefined || startTime === undefined) return stream
  return {
    ...stream,
    startTime: firstShown,
    ...(duration !== undefined && { duration: seconds(Math.max(0, duration - (firstShown - startTime))) }),
  }
}

/** Where the picture begins in the part that is read, in seconds. */
export const videoStart = (ctx: DraftContext): number =>
  ctx.source.video ? span(ctx.source.video.stream, ctx).start : 0

/** A stream's own duration, where the source says it and the cut is exact. */
const measured = (stream: Timed, ctx: DraftContext, track: Track): Seconds | undefined => {
  if (stream.duration === undefined || (track.type === 'copy' && !ctx.cut.whole)) return undefined
  const { start, end } = span(stream, ctx)
  return seconds(end - start)
}

/**
 * The count of frames when it can be told: the source's own when frames are kept, otherwise rate × duration. A source whose
 * count does not agree with its duration (edit lists, fields counted as frames) says nothing.
 */
const frameCount = (
  track: Track,
  rate: Rational | undefined,
  ctx: DraftContext,
): { count: number; slack: number } | undefined => {
  const { source, cut } = ctx
  if (!source.video) return undefined
  const { variable } = source.video
  const stream = seenIn(track, source.video.stream)
  const { start, end } = span(stream, ctx)
  const lasting = end - start
  const about = (count: number) => ({ count, slack: Math.max(2, Math.ceil(count / 50)) })
  if (rate) return lasting > 0 ? about(Math.round(lasting * toNumber(rate))) : undefined
  if (stream.interlaced) return undefined
  const steady = Math.round(lasting * toNumber(stream.frameRate))
  if (!cut.whole) return variable || track.type === 'copy' || steady === 0 ? undefined : about(steady)
  if (stream.frames === undefined) return undefined
  const agrees = Math.abs(stream.frames - steady) <= Math.max(2, steady / 50)
  return agrees ? { count: stream.frames, slack: 2 } : undefined
}
