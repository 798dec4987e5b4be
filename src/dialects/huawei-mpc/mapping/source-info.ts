import type { AudioStream, MediaInfo, VideoStream } from '../../../domain/media-info.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import { PICTURE_EXTENSIONS } from '../../../domain/picture-spec.ts'
import type { Output, OutputResult } from '../../../domain/task.ts'
import { toNumber } from '../../../domain/units.ts'
import { nameOf } from './keys.ts'

/** All numbers are integers: strict clients refuse fractions. Facts that were not measured are left out. */
export const describeInput = (media: MediaInfo) => ({
  ...duration(media.duration),
  format: media.container.toUpperCase(),
  size: media.size,
  ...streams(media),
})

/** Like an input, but with the size in kB (1000 bytes): so the service gives it. */
export const describeOutput = ({ spec }: Output, { size, media, renditions, files }: OutputResult) => ({
  ...duration(media?.duration ?? 0),
  format: formatOf(spec, media),
  ...manifestName(files),
  size: Math.ceil(size / 1000),
  ...(media ? streams(media, renditions?.[0]?.averageBitrate) : {}),
})

/** Of DASH. */
const manifestName = (files: OutputResult['files']) => {
  const manifest = files.find(({ role }) => role === 'manifest')
  return manifest ? { manifest_name: nameOf(manifest.key) } : {}
}

const formatOf = (spec: OutputSpec, media: MediaInfo | undefined): string => {
  switch (spec.kind) {
    case 'stream':
      return spec.protocol === 'dash' ? 'DASH' : 'HLS'
    case 'file':
      return spec.container.toUpperCase()
    case 'original':
    case 'probe':
      return media?.container.toUpperCase() ?? ''
    case 'sprite':
    case 'snapshots':
      return PICTURE_EXTENSIONS[spec.format ?? 'jpeg'].toUpperCase()
    case 'animation':
    case 'subtitles':
      return spec.format.toUpperCase()
  }
}

/** Whole seconds are rounded up. */
const duration = (seconds: number) => ({
  duration: Math.ceil(Math.round(seconds * 1000) / 1000),
  duration_ms: Math.round(seconds * 1000),
})

const streams = (media: MediaInfo, wholeBitrate?: number) => {
  const [video] = media.video
  return {
    ...(video ? { video_info: describeVideo(video, videoBitrate(video, media, wholeBitrate)) } : {}),
    ...(media.audio.length > 0 ? { audio_info: media.audio.map(describeAudio) } : {}),
  }
}

/** Of a stream whose own rate is not written in the file: what the sound leaves of the whole, if that is known. */
const videoBitrate = (
  video: VideoStream,
  media: MediaInfo,
  whole: number | undefined,
): number | undefined => {
  if (video.bitrate !== undefined || whole === undefined) return video.bitrate
  const sound = media.audio.reduce((sum, { bitrate = Number.NaN }) => sum + bitrate, 0)
  return whole > sound ? whole - sound : undefined
}

const bitrates = (bitrate: number | undefined) =>
  bitrate === undefined ? {} : { bitrate: Math.round(bitrate / 1000), bitrate_bps: Math.round(bitrate) }

const describeVideo = (video: VideoStream, bitrate: number | undefined) => ({
  width: video.width,
  height: video.height,
  ...bitrates(bitrate),
  frame_rate: Math.round(toNumber(video.frameRate)),
  codec: video.codec.toUpperCase(),
})

const describeAudio = (audio: AudioStream) => ({
  codec: audio.profile?.startsWith('HE-AAC') ? 'HEAAC' : audio.codec.toUpperCase(),
  sample: audio.sampleRate,
  channels: audio.channels,
  ...bitrates(audio.bitrate),
})
