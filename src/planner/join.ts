import { type Clip, type Joined, MAX_CLIPS } from '../domain/join-spec.ts'
import { type AudioStream, isStill, type MediaInfo, type VideoStream } from '../domain/media-info.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { type Rational, rational, seconds, toNumber } from '../domain/units.ts'
import { layoutFor } from './channel-layout.ts'
import { isHdr, sourceColors, targetColors } from './colors.ts'
import { refuse } from './draft.ts'
import { withoutBaseLayer } from './dynamic-range.ts'
import { span } from './expectation.ts'
import { evenDown } from './frame-size.ts'
import type { InputLookup } from './inputs.ts'
import { withLeadIn } from './lead-in.ts'
import { UNCHANGED } from './loudness.ts'
import { type SoundTarget, soundFilters } from './sound-filters.ts'
import { pickSource, type Source, type SourceVideo } from './source.ts'
import { type Cut, resolveCut } from './time-range.ts'

/** One clip of a joined picture, in playing order: a file's part of an exact count of frames and samples. */
export interface JoinedClip {
  /** Its file in the attempt's folder. */
  readonly file: string
  readonly cut: Cut
  readonly video?: SourceVideo
  /** The stream's index in the file, and what makes it like the others. */
  readonly audio?: { readonly index: number; readonly filters: readonly string[] }
  readonly frames: number
  /** Of the joined sound; 0 when there is none. Places are rounded, not lengths, so that errors do not add up. */
  readonly samples: number
}

export interface JoinedClips {
  readonly clips: readonly JoinedClip[]
  /** What the clips are together, as if it were a source of its own. */
  readonly source: Source
  /** Of the joined sound's channels, FFmpeg's name. */
  readonly layout: string
  /** When the task's own source begins in it, and how long it is seen, in seconds. */
  readonly own: { readonly at: number; readonly length: number }
}

type Part = { readonly file: string; readonly source: Source; readonly cut: Cut }

/** The clips of an output, brought to the frame, the rate and the sound of the task's own source. */
export const joinClips = (
  joined: Joined,
  own: { readonly source: Source; readonly cut: Cut },
  inputs: InputLookup,
  soxr: boolean,
): { readonly joined: JoinedClips } | { readonly problem: Problem } => {
  if (joined.head.length + joined.tail.length > MAX_CLIPS)
    return refuse('value-out-of-range', `At most ${MAX_CLIPS} clips are joined to a source.`)
  const parts: Part[] = []
  for (const clip of [...joined.head, own, ...joined.tail]) {
    const part =
      'cut' in clip ? { file: 'src', ...clip, cut: withLeadIn(clip.cut, clip.source) } : partOf(clip, inputs)
    if ('problem' in part) return part
    if (part.cut.duration <= 0)
      return refuse(
        'source-unsupported',
        'A file that does not say how long it is cannot be joined to others.',
      )
    const hidden = part.source.video && withoutBaseLayer(part.source.video.stream)
    if (hidden) return refuse('source-unsupported', hidden)
    parts.push(part)
  }
  const model = own.source.video ?? parts.find((p) => p.source.video)?.source.video
  const sound = own.source.audio ?? parts.find((p) => p.source.audio)?.source.audio
  const kinds = new Set(
    parts.flatMap(({ source: { video } }) => (video ? [isHdr(sourceColors(video.stream))] : [])),
  )
  if (kinds.size > 1)
    return refuse('unsupported-parameter', 'Clips of high and of standard dynamic range are not joined.')
  const rate = model ? steadyRate(model) : rational(25)
  const layout = sound ? layoutFor('pcm_s16le', sound.channels, sound) : { name: 'stereo', channels: 2 }
  const soundOf = ({ source, cut }: Part): JoinedClip['audio'] => {
    const { audio } = source
    if (!audio || !sound) return undefined
    const late = span(audio, { source, cut }).start
    const target: SoundTarget = { layout, sampleRate: sound.sampleRate, soxr, late, anchored: true }
    return { index: audio.index, filters: soundFilters(audio, target, UNCHANGED) }
  }
  let frames = 0
  let samples = 0
  const clips = parts.map((part): JoinedClip => {
    const { file, source, cut } = part
    const audio = soundOf(part)
    const before = { frames, samples }
    frames += Math.max(1, Math.round(cut.duration * toNumber(rate)))
    samples = sound ? Math.round((frames / toNumber(rate)) * sound.sampleRate) : 0
    return {
      ...{ file, cut, frames: frames - before.frames, samples: samples - before.samples },
      ...(source.video && { video: source.video }),
      ...(audio && { audio }),
    }
  })
  const length = frames / toNumber(rate)
  const heard = sound && { ...sound, channels: layout.channels, layout: layout.name }
  const media = together(own.source.media, model, heard, { rate, frames, length })
  const framesOf = (some: readonly JoinedClip[]): number => some.reduce((sum, clip) => sum + clip.frames, 0)
  const head = joined.head.length
  const seen = {
    at: framesOf(clips.slice(0, head)) / toNumber(rate),
    length: framesOf(clips.slice(head, head + 1)) / toNumber(rate),
  }
  return { joined: { clips, source: pickSource(media), layout: layout.name, own: seen } }
}

const partOf = ({ source, range }: Clip, inputs: InputLookup): Part | { readonly problem: Problem } => {
  const input = inputs('clip', source)
  if ('problem' in input) return input
  if (isStill(input.media))
    return refuse('input-unusable', 'A still picture is no clip that could be joined.')
  const resolved = resolveCut(range, input.media)
  if ('problem' in resolved)
    return {
      problem: problem('value-out-of-range', resolved.problem.message.replace('the source', 'the clip')),
    }
  const from = pickSource(input.media)
  return { file: input.file, source: from, cut: withLeadIn(resolved.cut, from) }
}

const together = (
  media: MediaInfo,
  model: SourceVideo | undefined,
  sound: AudioStream | undefined,
  { rate, frames, length }: { rate: Rational; frames: number; length: number },
): MediaInfo => {
  const timing = { duration: seconds(length), startTime: seconds(0) }
  return {
    ...{ container: '', size: media.size, bitrate: media.bitrate, subtitles: [], pictures: 0, tags: {} },
    ...timing,
    video: model ? [{ ...joinedVideo(model), ...timing, frameRate: rate, baseFrameRate: rate, frames }] : [],
    audio: sound
      ? [
          {
            ...{ index: 0, codec: 'joined', default: true },
            ...{ sampleRate: sound.sampleRate, channels: sound.channels },
            ...(sound.layout !== undefined && { layout: sound.layout }),
            ...(sound.language !== undefined && { language: sound.language }),
            ...timing,
          },
        ]
      : [],
  }
}

/** Square pixels, upright, progressive, of colours that encoders can name: what the clips have been made into. */
const joinedVideo = ({ stream, display }: SourceVideo): Omit<VideoStream, 'frameRate' | 'baseFrameRate'> => {
  const size = evenDown(display)
  const { matrix, ...color } = targetColors(sourceColors(stream), size, true)
  const deep = stream.bitDepth > 8
  return {
    ...{ index: 0, codec: 'joined', sampleAspect: rational(1), rotation: 0, interlaced: false },
    ...size,
    ...(deep ? { pixelFormat: 'yuv420p10le', bitDepth: 10 } : { pixelFormat: 'yuv420p', bitDepth: 8 }),
    color: { ...color, space: matrix },
    hdr: stream.hdr,
    ...(stream.hdrMetadata && { hdrMetadata: stream.hdrMetadata }),
  }
}

const USUAL_RATES = [
  [24_000, 1001],
  [24, 1],
  [25, 1],
  [30_000, 1001],
  [30, 1],
  [50, 1],
  [60_000, 1001],
  [60, 1],
] as const

/**
 * The source's rate: what its timestamps say, where frames dropped or added by a camera make the average an odd figure. For
 * one whose frames come unevenly, the usual rate that loses none on average.
 */
const steadyRate = ({ stream, variable }: SourceVideo): Rational => {
  const average = toNumber(stream.frameRate)
  // The base rate of interlaced pictures may be that of their fields.
  if (!variable) return stream.interlaced ? stream.frameRate : stream.baseFrameRate
  const usual = USUAL_RATES.find(([num, den]) => num / den >= average * 0.99) ?? [60, 1]
  return rational(usual[0], usual[1])
}
