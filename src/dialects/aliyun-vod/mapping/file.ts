import type { LinkMaker } from '../../../app/links.ts'
import type { AudioStream, MediaInfo, VideoStream } from '../../../domain/media-info.ts'
import type { Output, OutputResult } from '../../../domain/task.ts'
import { toNumber } from '../../../domain/units.ts'
import { aspects, fraction, kbit, known, rate, time } from '../../../wire/aliyun/stream-texts.ts'
import type { OutputFileAnswer } from '../schema/answers.ts'

export const describeVideoStream = (v: VideoStream): Record<string, string> =>
  known({
    ...{ Index: v.index, CodecName: v.codec, CodecLongName: v.facts?.codecName },
    ...{ Profile: v.profile, Level: v.level, Width: v.width, Height: v.height },
    ...aspects(v),
    ...{ PixFmt: v.pixelFormat, Fps: rate(v.frameRate), AvgFPS: rate(v.frameRate) },
    ...{ Bitrate: kbit(v.bitrate), Duration: time(v.duration), StartTime: time(v.startTime) },
    ...{ CodecTag: v.facts?.tag?.hex, CodecTagString: v.facts?.tag?.text },
    ...{ Timebase: fraction(v.facts?.timeBase), HasBFrames: v.reorderedFrames },
    ...{ NumFrames: v.frames, Rotate: v.rotation === 0 ? undefined : v.rotation, Lang: v.language },
  })

/** @param rateName a transcoded file's streams have `Samplerate`, a source's `SampleRate`: so the service writes it */
export const describeAudioStream = (
  a: AudioStream,
  rateName: 'Samplerate' | 'SampleRate',
): Record<string, string> =>
  known({
    ...{ Index: a.index, CodecName: a.codec, CodecLongName: a.facts?.codecName },
    ...{ CodecTag: a.facts?.tag?.hex, CodecTagString: a.facts?.tag?.text },
    ...{ Timebase: fraction(a.facts?.timeBase), SampleFmt: a.sampleFormat },
    ...{ [rateName]: a.sampleRate, Channels: a.channels, ChannelLayout: a.layout },
    ...{
      Bitrate: kbit(a.bitrate),
      Duration: time(a.duration),
      StartTime: time(a.startTime),
      Lang: a.language,
    },
  })

/** `25`, `29.97`. */
const shortRate = (v: VideoStream): string => String(Math.round(toNumber(v.frameRate) * 1000) / 1000)

/** What is said of a file's picture; nothing of a sound file. */
export const pictureOf = (media: MediaInfo | undefined) => {
  const video = media?.video[0]
  return video ? { Width: String(video.width), Height: String(video.height), Fps: shortRate(video) } : {}
}

/** Of a stream all its files count; a file says it of itself. */
export const bitrateOf = ({ media, renditions }: OutputResult): number =>
  renditions?.[0]?.averageBitrate ?? media?.bitrate ?? 0

export const kilobits = (bps: number): string => String(Math.round(bps / 1000))

/** What is said of a file that plays, its length in whole seconds; nothing of pictures. */
export const playingOf = (result: OutputResult): { Bitrate?: string; Duration?: string } =>
  result.media
    ? { Bitrate: kilobits(bitrateOf(result)), Duration: String(Math.round(result.media.duration)) }
    : {}

/** How an output is encrypted, which only tasks of other APIs ask for. */
export const encryptionOf = ({ spec }: Output): 'HLSEncryption' | undefined =>
  spec.kind === 'stream' && spec.encryption?.method === 'aes-128' ? 'HLSEncryption' : undefined

export const formatOfOutput = ({ spec, destination }: Output): string => {
  switch (spec.kind) {
    case 'file':
      return spec.container
    case 'stream':
      return spec.protocol === 'dash' ? 'mpd' : 'm3u8'
    default:
      return /\.([A-Za-z0-9]{1,10})$/.exec(destination.key)?.[1] ?? ''
  }
}

/** A finished output. What was not measured is absent from its streams: codec tags, time bases, sample formats, B-frames. */
export const describeFile = (
  output: Output,
  result: OutputResult,
  urlOf: LinkMaker,
  watermarks: readonly string[],
): OutputFileAnswer => {
  const { media } = result
  const EncryptType = encryptionOf(output)
  return {
    OutputFileUrl: urlOf(output.destination),
    Format: formatOfOutput(output),
    ...pictureOf(media),
    ...playingOf(result),
    ...(EncryptType === undefined ? {} : { Encryption: JSON.stringify({ EncryptType }) }),
    Filesize: result.size,
    WatermarkIdList: [...watermarks],
    VideoStreamList: JSON.stringify(media?.video.map(describeVideoStream) ?? []),
    AudioStreamList: JSON.stringify(media?.audio.map((a) => describeAudioStream(a, 'Samplerate')) ?? []),
    SubtitleStreamList: JSON.stringify(
      media?.subtitles.map(({ index, codec, language }) =>
        known({ Index: index, CodecName: codec, Lang: language }),
      ) ?? [],
    ),
  }
}
