import type { AudioSpec, FileSpec, StreamSpec, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { type Seconds, seconds } from '../../../domain/units.ts'
import type { Parameters } from '../schema/transcode-template.ts'
import { toAudioSpec } from './audio.ts'
import { toVideoSpec } from './video.ts'

/** Length of HLS segments where the template does not say how far apart key frames are. */
const SEGMENT: Seconds = seconds(10)

/**
 * Whole transcoding parameters as a spec: an HLS playlist of one rendition for `hls`, one file for every other container.
 * @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter; paths are those of a template's request
 */
export const toOutputSpec = (parameters: Parameters): FileSpec | StreamSpec => {
  const { container } = parameters
  const video = wanted('video', parameters.isFiltrateVideo, parameters.video, toVideoSpec)
  const audio = wanted('audio', parameters.isFiltrateAudio, parameters.audio, toAudioSpec)
  if (!video && !audio)
    throw fail('invalid-parameter', 'The template filters out both video and audio: nothing is left.', {
      path: 'isFiltrateVideo',
    })
  if (container === 'flv' && video?.codec === 'hevc')
    throw fail('unsupported-parameter', 'H.265 video is not written into FLV here.', { path: 'video.codec' })
  return container === 'hls'
    ? stream(video, audio)
    : { kind: 'file', container, ...(video ? { video } : {}), ...(audio ? { audio } : {}) }
}

const wanted = <T, S>(
  name: string,
  removed: boolean | undefined,
  parameters: T | undefined,
  toSpec: (parameters: T) => S,
): S | undefined => {
  if (removed) return undefined
  if (parameters === undefined)
    throw fail('missing-parameter', `Missing: the parameter "${name}".`, { path: `${name}.codec` })
  return toSpec(parameters)
}

const stream = (video: VideoSpec | undefined, audio: AudioSpec | undefined): StreamSpec => ({
  kind: 'stream',
  protocol: 'hls',
  segmentFormat: 'ts',
  segmentDuration: video?.gop && 'seconds' in video.gop ? video.gop.seconds : SEGMENT,
  master: false,
  renditions: video ? [{ name: 'video', video }] : [],
  ...(audio ? { audio } : {}),
  audioPlacement: 'muxed',
})
