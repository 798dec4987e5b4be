import { displaySize, type MediaInfo, type VideoStream } from '../../../domain/media-info.ts'
import type { MediaInfoJson } from '../schemas/media-info.ts'
import { writeRational } from './frame-rate.ts'

/** Media info in JSON: fractions as text, and the size as a viewer sees it. */
export const fromMediaInfo = (media: MediaInfo): MediaInfoJson => ({
  ...media,
  video: media.video.map(fromVideo),
})

const fromVideo = (video: VideoStream): MediaInfoJson['video'][number] => {
  const { sampleAspect, frameRate, baseFrameRate, ...rest } = video
  const { width, height } = displaySize(video)
  return {
    ...rest,
    displayWidth: width,
    displayHeight: height,
    sampleAspect: writeRational(sampleAspect),
    frameRate: writeRational(frameRate),
    baseFrameRate: writeRational(baseFrameRate),
  }
}
