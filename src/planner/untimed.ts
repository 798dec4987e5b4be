import type { MediaInfo, VideoStream } from '../domain/media-info.ts'

// AVI counts pictures as they are decoded, and does not say when they are shown.

/** Codecs in which the order and the kinds of pictures do not tell when each is shown. */
const DEEPLY_REORDERED = ['h264', 'hevc']

const isUntold = ({ codec, reorderedFrames = 0 }: VideoStream): boolean =>
  DEEPLY_REORDERED.includes(codec) && reorderedFrames > 0

/** Why a picture lacks the times that its copy would need, for people; undefined when it does not. */
export const untimed = ({ container }: MediaInfo, stream: VideoStream): string | undefined =>
  container === 'avi' && isUntold(stream)
    ? 'its pictures are not stored in the order in which they are shown, and an AVI file does not say when they are'
    : undefined

/** The option before an input that makes its times, where they can be made. */
export const timingArgs = ({ container, video }: MediaInfo): string[] =>
  container === 'avi' && !video.some(isUntold) ? ['-fflags', '+genpts'] : []
