import type { AudioStream } from '../domain/media-info.ts'
import type { AudioSpec, VideoSpec } from '../domain/output-spec.ts'
import type { Problem } from '../domain/problem.ts'
import { type Seconds, toNumber } from '../domain/units.ts'
import { audioEncode } from './audio-encode.ts'
import { type ContainerRule, cannotHold, holds } from './containers.ts'
import { audioMisfit } from './copy-audio.ts'
import { videoMisfit } from './copy-video.ts'
import { type DraftContext, refuse } from './draft.ts'
import { drawOverlays } from './drawn.ts'
import { framedSize } from './frame-size.ts'
import type { Track } from './tracks.ts'
import { videoEncode } from './video-encode.ts'

/** A track and why it is as it is, for people. */
export type Chosen = { readonly track: Track; readonly reason: string } | { readonly problem: Problem }

/** Copies or encodes the source's picture as the wish says. `place` names the container for a refusal. */
export const chooseVideo = (
  spec: VideoSpec,
  ctx: DraftContext,
  container: ContainerRule,
  place: string,
  segment?: Seconds,
): Chosen => {
  const video = ctx.source.video
  if (!video) return refuse('source-no-video', 'The source has no video.')
  const { index, codec } = video.stream
  const copy = { type: 'copy', of: 'video', codec, index } as const
  const marked = (spec.overlays ?? []).length > 0
  if (spec.copy === 'always' && marked)
    return refuse('invalid-parameter', 'Nothing can be drawn on video that is copied.')
  if (spec.copy === 'always')
    return holds(container.video, codec)
      ? { track: copy, reason: `video: copied, ${codec}` }
      : refuse('unsupported-parameter', `Video in ${codec} cannot be copied into ${place}.`)
  if (!holds(container.video, spec.codec)) return { problem: cannotHold('Video', spec.codec, place) }
  let misfit: string | undefined
  if (spec.copy === 'if-fits') {
    misfit = marked
      ? 'something is drawn on it'
      : videoMisfit(spec, video, {
          source: ctx.source,
          cut: !ctx.cut.whole,
          ...(segment !== undefined && { segment }),
        })
    if (misfit === undefined) return { track: copy, reason: 'video: copied, the source is as asked' }
  }
  const made = videoEncode(spec, video, {
    padded: container.padded ?? false,
    ...(segment !== undefined && { segment }),
  })
  if ('problem' in made) return made
  const { target } = made.encode
  const { width, height } = framedSize(target.framing)
  const overlaid = drawOverlays(spec.overlays ?? [], { width, height }, ctx)
  if ('problem' in overlaid) return overlaid
  const { drawn } = overlaid
  const track = drawn.length === 0 ? made.encode : { ...made.encode, target: { ...target, drawn } }
  const rate = target.frameRate
  const passes = made.encode.passes === 2 ? ', in two passes to meet its bitrate' : ''
  const how = `video: encoded by ${made.encode.encoder} at ${width}x${height}${rate ? ` and ${Math.round(toNumber(rate) * 1000) / 1000} frames/s` : ''}${passes}${drawn.length > 0 ? `, ${drawn.length} drawn on it` : ''}`
  return { track, reason: because(how, misfit) }
}

/** Copies or encodes a sound of the source. Ask only when the source has some. */
export const chooseAudio = (
  spec: AudioSpec,
  ctx: DraftContext,
  container: ContainerRule,
  place: string,
  audio: AudioStream | undefined = ctx.source.audio,
): Chosen => {
  if (!audio) return refuse('source-no-audio', 'The source has no audio.')
  const copy = { type: 'copy', of: 'audio', codec: audio.codec, index: audio.index } as const
  if (spec.copy === 'always')
    return holds(container.audio, audio.codec)
      ? { track: copy, reason: `audio: copied, ${audio.codec}` }
      : refuse('unsupported-parameter', `Audio in ${audio.codec} cannot be copied into ${place}.`)
  if (!holds(container.audio, spec.codec)) return { problem: cannotHold('Audio', spec.codec, place) }
  let misfit: string | undefined
  if (spec.copy === 'if-fits') {
    misfit = audioMisfit(spec, audio, !ctx.cut.whole)
    if (misfit === undefined) return { track: copy, reason: 'audio: copied, the source is as asked' }
  }
  const track = audioEncode(spec, audio, container)
  const how = `audio: encoded by ${track.encoder}, ${track.sampleRate} Hz, ${track.channels} channels`
  return { track, reason: because(how, misfit) }
}

const because = (how: string, misfit: string | undefined): string =>
  misfit === undefined ? how : `${how}; not copied: ${misfit}`
