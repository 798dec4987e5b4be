import type { AudioSpec, FileSpec, OutputSpec, VideoSpec } from '../domain/output-spec.ts'
import type { Overlay } from '../domain/overlay-spec.ts'
import type { Capabilities } from '../domain/plan.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { StreamSpec } from '../domain/stream-spec.ts'
import { audioEncoder } from './audio-encode.ts'
import { lacks } from './capabilities.ts'
import { CONTAINER_RULES, type ContainerRule, cannotHold, holds, SEGMENT_RULES } from './containers.ts'
import { ENCODERS } from './encoders/index.ts'
import { offList } from './frame-rates.ts'
import type { PictureBranch } from './pictures/branch.ts'
import { pictureNeeds } from './pictures/picture-args.ts'
import { pixelsOf } from './pixel-format.ts'
import { qualityFault } from './quality.ts'
import { burnFault, carryFault } from './subtitles/subtitle-fault.ts'
import { tagFault } from './tags.ts'
import { textFault } from './text/text-fault.ts'
import { encoderFault } from './video-wish.ts'

/**
 * Why an output can be made from no source at all: settings that exclude each other, or something that the FFmpeg at hand
 * does not have. An encoder is needed even where a source that fits would be copied: nobody knows yet whether it will.
 */
export const wishFault = (spec: OutputSpec, has: Capabilities): Problem | undefined =>
  madeFault(spec, has) ?? qualityFault(spec, has)

const madeFault = (spec: OutputSpec, has: Capabilities): Problem | undefined => {
  switch (spec.kind) {
    case 'file':
      return fileFault(spec, has)
    case 'stream':
      return streamFault(spec, has)
    case 'sprite':
      return pictureFault('sheets', spec.format ?? 'jpeg', ['fps', 'tile'], has) ?? drawnFault(spec, has)
    case 'snapshots':
      return pictureFault('snapshots', spec.format, [], has) ?? drawnFault(spec, has)
    case 'animation': {
      const filters = spec.format === 'gif' ? ['palettegen', 'paletteuse'] : []
      return pictureFault('animation', spec.format, filters, has) ?? drawnFault(spec, has)
    }
    case 'subtitles':
    case 'original':
    case 'probe':
      return undefined
  }
}

const pictureFault = (
  type: PictureBranch['type'],
  format: PictureBranch['format'],
  filters: readonly string[],
  has: Capabilities,
): Problem | undefined => {
  const { encoder, muxer } = pictureNeeds({ type, format })
  return lacks({ encoders: [encoder], filters: ['scale', ...filters], muxers: [muxer] }, has)
}

const fileFault = (spec: FileSpec, has: Capabilities): Problem | undefined => {
  const { container, video, audio, moreAudio = [] } = spec
  const rule = CONTAINER_RULES[container]
  const place = `a file of type ${container}`
  if (rule.soundAsPicture && !video)
    return problem('unsupported-parameter', `A file of type ${container} needs a picture.`)
  if (rule.soundAsPicture && spec.join)
    return problem('unsupported-parameter', `Joined files are not put into ${place} here.`)
  const fault = video && videoFault(video, rule, place, has)
  if (fault) return fault
  for (const sound of [...(audio ? [audio] : []), ...moreAudio]) {
    const refused = audioFault(sound, rule, place, has)
    if (refused) return refused
  }
  return (
    tagFault(spec.tags, rule, place) ??
    carryFault(spec, rule, place) ??
    burnFault(spec, has) ??
    lacks({ muxers: [rule.muxer] }, has)
  )
}

const streamFault = (spec: StreamSpec, has: Capabilities): Problem | undefined => {
  const { segmentFormat, renditions, audio } = spec
  const rule = SEGMENT_RULES[segmentFormat]
  const place = `a stream of ${segmentFormat} segments`
  for (const { video } of renditions) {
    const fault = videoFault(video, rule, place, has)
    if (fault) return fault
  }
  return (
    (audio && audioFault(audio, rule, place, has)) ??
    burnFault(spec, has) ??
    lacks({ muxers: [rule.muxer] }, has)
  )
}

const videoFault = (
  spec: VideoSpec,
  rule: ContainerRule,
  place: string,
  has: Capabilities,
): Problem | undefined => {
  if (spec.copy === 'always') return undefined
  if (!holds(rule.video, spec.codec)) return cannotHold('Video', spec.codec, place)
  const fault = encoderFault(spec) ?? drawnFault(spec, has)
  if (fault) return fault
  const rates = rule.frameRates && offList(spec, rule.frameRates)
  if (rates !== undefined)
    return problem('unsupported-parameter', `${place.charAt(0).toUpperCase()}${place.slice(1)} ${rates}.`)
  const { chroma } = pixelsOf(spec)
  if (rule.chromas && !rule.chromas.includes(chroma))
    return problem('unsupported-parameter', `Video with ${chroma} samples cannot be put into ${place}.`)
  return lacks({ encoders: [ENCODERS[spec.codec].encoder], filters: ['scale'] }, has)
}

const drawnFault = (
  { overlays = [] }: { readonly overlays?: readonly Overlay[] },
  has: Capabilities,
): Problem | undefined => {
  for (const overlay of overlays) {
    const fault = overlay.kind === 'text' ? textFault(overlay, has) : undefined
    if (fault) return fault
  }
  return undefined
}

const audioFault = (
  spec: AudioSpec,
  rule: ContainerRule,
  place: string,
  has: Capabilities,
): Problem | undefined => {
  if (spec.copy === 'always') return undefined
  if (!holds(rule.audio, spec.codec)) return cannotHold('Audio', spec.codec, place)
  return lacks({ encoders: [audioEncoder(spec)] }, has)
}
