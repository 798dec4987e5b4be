import type { AudioStream, MediaInfo, VideoStream } from '../../../domain/media-info.ts'
import { toNumber } from '../../../domain/units.ts'

/** FFmpeg names HLS by its demuxer alone; the service carries the older, longer name. */
const HLS_CONTAINER = 'hls,applehttp'

const known = <T extends object>(members: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>
  }

const whole = (n: number | undefined): number | undefined => (n === undefined ? undefined : Math.round(n))

/** The frame rate is a whole number on this wire. */
const describeVideo = (video: VideoStream) =>
  known({
    bitrate: whole(video.bitrate),
    height: video.height,
    width: video.width,
    codec: video.codec,
    fps: Math.floor(toNumber(video.frameRate)),
  })

const describeAudio = (audio: AudioStream) =>
  known({ codec: audio.codec, samplingRate: audio.sampleRate, bitrate: whole(audio.bitrate) })

/** The largest picture's stream. */
export const mainVideo = (media: MediaInfo): VideoStream | undefined =>
  [...media.video].sort((a, b) => b.width * b.height - a.width * a.height)[0]

export interface FileFacts {
  /** Bytes, of all its files. */
  readonly size: number
  readonly md5?: string | undefined
  /** Where the container's own does not tell all of it, as with a playlist. */
  readonly bitrate?: number | undefined
  readonly isHls?: boolean
}

/** A file in the service's words. Bitrates are in bit/s, whole seconds in `duration`; what was not measured is absent. */
export const describeMedia = (media: MediaInfo, { size, md5, bitrate, isHls = false }: FileFacts) => {
  const video = mainVideo(media)
  return {
    size,
    container: isHls ? HLS_CONTAINER : media.container,
    bitrate: Math.round(bitrate ?? media.bitrate),
    height: video?.height ?? 0,
    width: video?.width ?? 0,
    ...(md5 === undefined ? {} : { md5 }),
    duration: Math.round(media.duration),
    videoStreamList: media.video.map(describeVideo),
    audioStreamList: media.audio.map(describeAudio),
  }
}

/** Of a source file: also how a player turns it. */
export const describeSource = (media: MediaInfo, md5: string | undefined) => ({
  ...describeMedia(media, { size: media.size, md5 }),
  rotate: mainVideo(media)?.rotation ?? 0,
})
