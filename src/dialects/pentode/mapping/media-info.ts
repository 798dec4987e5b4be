import {
  displaySize,
  type MediaInfo,
  type StreamFacts,
  type VideoStream,
} from '../../../domain/media-info.ts'
import type { MediaInfoJson } from '../schemas/media-info.ts'
import { writeRational } from './frame-rate.ts'

/** Media info in JSON: fractions as text, and the size as a viewer sees it. */
export const fromMediaInfo = (media: MediaInfo): MediaInfoJson => ({
  ...media,
  video: media.video.map(fromVideo),
  audio: media.audio.map(fromStream),
  subtitles: media.subtitles.map(fromStream),
})

const fromStream = <T extends { readonly facts?: StreamFacts }>(stream: T) => {
  const { facts, ...rest } = stream
  if (facts === undefined) return rest
  const { timeBase, ...said } = facts
  return { ...rest, facts: { ...said, ...(timeBase && { timeBase: writeRational(timeBase) }) } }
}

const fromVideo = (video: VideoStream): MediaInfoJson['video'][number] => {
  const { sampleAspect, frameRate, baseFrameRate, ...rest } = fromStream(video)
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
