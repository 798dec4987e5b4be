import type { Submission } from '../../../app/submit-task.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { AudioSpec, RateControl, TimeRange, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import { mainVideo } from './media.ts'
import { filePlace } from './places.ts'

export interface ClipWish {
  /** Seconds; a negative one counts from the end. */
  readonly startTimeOffset?: number | undefined
  readonly endTimeOffset?: number | undefined
}

/** Picture and sound of an edited file: of the source's size, at about its bitrate. */
export const editedTracks = (
  media: MediaInfo,
): { readonly video?: VideoSpec; readonly audio?: AudioSpec } => {
  const video = mainVideo(media)
  const rate: RateControl =
    video?.bitrate === undefined ? { mode: 'crf', crf: 20 } : { mode: 'abr', bitrate: video.bitrate }
  return {
    ...(video ? { video: { codec: 'h264', rate, size: { by: 'source' }, copy: 'never' } } : {}),
    ...(media.audio.length > 0 ? { audio: { codec: 'aac', copy: 'if-fits' } } : {}),
  }
}

/** The one output of a clip: an MP4. @throws DomainError invalid-parameter */
export const clipOutput = (wish: ClipWish, media: MediaInfo): Submission['outputs'][number] => ({
  name: 'clip',
  spec: { kind: 'file', container: 'mp4', ...editedTracks(media), range: toRange(wish, media.duration) },
  destination: filePlace('clip.mp4'),
})

const toRange = ({ startTimeOffset = 0, endTimeOffset }: ClipWish, duration: number): TimeRange => {
  const at = (offset: number): number => (offset < 0 ? duration + offset : offset)
  const start = Math.max(0, at(startTimeOffset))
  if (start >= duration)
    throw fail('invalid-parameter', `startTimeOffset is behind the end: the file is ${duration} s long.`, {
      path: 'startTimeOffset',
    })
  if (endTimeOffset === undefined) return { start: seconds(start) }
  const end = at(endTimeOffset)
  if (end <= start)
    throw fail('invalid-parameter', 'endTimeOffset must be after startTimeOffset.', { path: 'endTimeOffset' })
  return { start: seconds(start), ...(end < duration ? { end: seconds(end) } : {}) }
}
