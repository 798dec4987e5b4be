import { threeLetters } from '../domain/language.ts'
import { type AudioStream, isImage, isStill } from '../domain/media-info.ts'
import type { AudioSpec, VideoSpec } from '../domain/output-spec.ts'
import type { Problem } from '../domain/problem.ts'
import type { BurntSubtitles } from '../domain/subtitle-spec.ts'
import { type Seconds, toNumber } from '../domain/units.ts'
import type { Warning } from '../domain/warning.ts'
import { audioEncode, defaultBitrate, soundTarget } from './audio-encode.ts'
import { type ContainerRule, cannotHold, holds } from './containers.ts'
import { audioMisfit } from './copy-audio.ts'
import { videoMisfit } from './copy-video.ts'
import { type DraftContext, refuse } from './draft.ts'
import { drawOverlays } from './drawn.ts'
import { ENCODERS } from './encoders/index.ts'
import { span } from './expectation.ts'
import { describeRates, runsAtListed } from './frame-rates.ts'
import { framedSize } from './frame-size.ts'
import { keptBand } from './kept-band.ts'
import { UNCHANGED, volumeChange } from './loudness.ts'
import { type PickedTrack, pickTracks } from './pick-tracks.ts'
import { mixed, resampler } from './sound-filters.ts'
import type { SourceVideo } from './source.ts'
import { pictureInBounds, soundInBounds } from './source-bounds.ts'
import { burnSubtitles } from './subtitles/burnt.ts'
import type { Copy, Track, TrackLabel } from './tracks.ts'
import { untimed } from './untimed.ts'
import { videoEncode } from './video-encode.ts'

const JOINED = 'it is joined from several files'
export const STILL = 'The source is a still picture: pictures can be made of it, and no film.'

/** A track and why it is as it is, for people. */
export type Chosen =
  | { readonly track: Track; readonly reason: string; readonly warnings?: readonly Warning[] }
  | { readonly problem: Problem }

/** Copies or encodes the source's picture as the wish says. `place` names the container for a refusal. */
export const chooseVideo = (
  asked: VideoSpec,
  ctx: DraftContext,
  container: ContainerRule,
  place: string,
  { segment, burn }: { readonly segment?: Seconds; readonly burn?: BurntSubtitles } = {},
): Chosen => {
  const video = ctx.source.video
  if (!video) return refuse('source-no-video', 'The source has no video.')
  if (isStill(ctx.source.media)) return refuse('source-unsupported', STILL)
  const bounded = pictureInBounds(asked, video, ctx.source.media)
  if ('problem' in bounded) return bounded
  const { spec } = bounded
  if (spec.copy === 'always' && isImage(ctx.source.media))
    return refuse(
      'unsupported-parameter',
      'The pictures of an image are not copied into a film; encode them instead.',
    )
  const { index, codec } = video.stream
  const copy: Copy = {
    ...({ type: 'copy', of: 'video', codec, index, ...cutOf(ctx) } as const),
    ...(segment !== undefined && video.variable && { uneven: true }),
  }
  const changed = ctx.joined
    ? JOINED
    : burn || (spec.overlays ?? []).length > 0
      ? 'something is drawn on it'
      : undefined
  if (spec.copy === 'always' && changed !== undefined)
    return refuse('invalid-parameter', `This video cannot be copied: ${changed}.`)
  const odd = container.frameRates && !runsAtListed(video, container.frameRates)
  if (spec.copy === 'always' && odd)
    return refuse(
      'unsupported-parameter',
      `This video cannot be copied into ${place}, which has the frame rates ${describeRates(container.frameRates)}.`,
    )
  const timeless = untimed(ctx.source.media, video.stream)
  if (spec.copy === 'always' && timeless !== undefined)
    return refuse(
      'unsupported-parameter',
      `This video cannot be copied: ${timeless}. Encode it instead, or let it be copied only if it fits.`,
    )
  if (spec.copy === 'always')
    return holds(container.video, codec)
      ? { track: copy, reason: `video: copied, ${codec}` }
      : refuse('unsupported-parameter', `Video in ${codec} cannot be copied into ${place}.`)
  if (!holds(container.video, spec.codec)) return { problem: cannotHold('Video', spec.codec, place) }
  if (ctx.joined && (spec.deinterlace ?? 'auto') !== 'auto')
    return refuse(
      'unsupported-parameter',
      `Joined files are deinterlaced where they are marked interlaced, not "${spec.deinterlace}".`,
    )
  let misfit: string | undefined
  if (spec.copy === 'if-fits') {
    misfit =
      changed ??
      (odd ? 'its frame rate cannot be said in the container' : undefined) ??
      timeless ??
      videoMisfit(spec, video, {
        source: ctx.source,
        cut: !ctx.cut.whole && !ctx.cutAtKey,
        ...(segment !== undefined && { segment }),
      })
    if (misfit === undefined) return { track: copy, reason: 'video: copied, the source is as asked' }
  }
  const made = videoEncode(spec, video, {
    padded: container.padded ?? false,
    ...(container.frameRates && { frameRates: container.frameRates }),
    start: pictureStart(ctx, video),
    ...(segment !== undefined && { segment }),
  })
  if ('problem' in made) return made
  const { target } = made.encode
  const { width, height } = framedSize(target.framing)
  const overlaid = drawOverlays(spec.overlays ?? [], { width, height }, { ...ctx, colors: target.colors })
  if ('problem' in overlaid) return overlaid
  const burnt = burn && burnSubtitles(burn, { ...target, frame: { width, height }, video }, ctx)
  if (burnt && 'problem' in burnt) return burnt
  // Above everything else: it is there to be read.
  const drawn = [...overlaid.drawn, ...(burnt?.drawn ? [burnt.drawn] : [])]
  const track = drawn.length === 0 ? made.encode : { ...made.encode, target: { ...target, drawn } }
  const rate = target.frameRate
  const passes = made.encode.passes === 2 ? ', in two passes to meet its bitrate' : ''
  const how = `video: encoded by ${made.encode.encoder} at ${width}x${height}${rate ? ` and ${Math.round(toNumber(rate) * 1000) / 1000} frames/s` : ''}${passes}${overlaid.drawn.length > 0 ? `, ${overlaid.drawn.length} drawn on it` : ''}${burnt ? `, ${burnt.reason}` : ''}`
  const loose = ENCODERS[spec.codec].looseness?.(spec.rate)
  return {
    track,
    reason: because(loose === undefined ? how : `${how}; ${loose}`, misfit),
    warnings: [
      ...(loose === undefined ? [] : [{ code: 'bitrate-loose' as const, message: `${loose}.` }]),
      ...overlaid.warnings,
    ],
  }
}

/** Negative when the part begins after it. */
const pictureStart = ({ source: { media }, cut }: DraftContext, { stream }: SourceVideo): number =>
  (stream.startTime ?? media.startTime) - media.startTime - cut.start

/** Copies or encodes a sound of the source: the first one that is wished, unless it is named. Ask only when the source has some. */
export const chooseAudio = (
  spec: AudioSpec,
  ctx: DraftContext,
  container: ContainerRule,
  place: string,
  audio?: AudioStream,
): Chosen => {
  if (audio) return chooseSound(spec, { stream: audio }, ctx, container, place)
  const sound = wishedTracks(spec, ctx)
  if ('problem' in sound) return sound
  const [{ stream }] = sound.picked
  return chooseSound(spec, { stream }, ctx, container, place)
}

/** All tracks of a file: those of each wish, in order. The first is the one that players take, unless a pick says another. */
export const chooseAudios = (
  specs: readonly AudioSpec[],
  ctx: DraftContext,
  container: ContainerRule,
  place: string,
): readonly Chosen[] => {
  const wishes = specs.map((spec) => ({ spec, sound: wishedTracks(spec, ctx) }))
  const count = wishes.reduce((sum, { sound }) => sum + ('picked' in sound ? sound.picked.length : 1), 0)
  return wishes.flatMap(({ spec, sound }, wish): Chosen[] => {
    if ('problem' in sound) return [sound]
    return sound.picked.map(({ stream, language, default: main }) => {
      const labels = {
        ...(language !== undefined && { language }),
        ...(count > 1 && { default: wish === 0 && main }),
      }
      return chooseSound(spec, { stream, ...labels }, ctx, container, place)
    })
  })
}

/** The tracks of a wish. None at all is refused, with the names of those that are there. */
const wishedTracks = (
  { from = 'default' }: AudioSpec,
  { source: { media } }: DraftContext,
):
  | { readonly picked: readonly [PickedTrack<AudioStream>, ...PickedTrack<AudioStream>[]] }
  | { readonly problem: Problem } => {
  const { picked, absent } = pickTracks(from, media.audio)
  const [first, ...others] = picked
  if (first) return { picked: [first, ...others] }
  if (media.audio.length === 0) return refuse('source-no-audio', 'The source has no audio.')
  const there = media.audio.map(({ language }, i) => `${i}: ${language ?? 'no language'}`).join(', ')
  return refuse('source-no-audio', `The source has no audio track ${absent.join(' or ')}; it has ${there}.`)
}

interface Sound {
  readonly stream: AudioStream
  readonly language?: string
  readonly default?: boolean
}

/** Seconds that sound may be off without anybody noticing. */
const IN_SYNC = 0.02

const chooseSound = (
  asked: AudioSpec,
  { stream: audio, ...sound }: Sound,
  ctx: DraftContext,
  container: ContainerRule,
  place: string,
): Chosen => {
  const bounded = soundInBounds(asked, audio)
  if ('problem' in bounded) return bounded
  const { spec } = bounded
  const language = threeLetters(spec.language ?? sound.language ?? audio.language ?? '')
  const label: TrackLabel = {
    ...(language !== undefined && { language }),
    ...(sound.default !== undefined && { default: sound.default }),
  }
  const name = ctx.source.media.audio.length > 1 ? `audio ${ctx.source.media.audio.indexOf(audio)}` : 'audio'
  const copy = {
    type: 'copy',
    of: 'audio',
    codec: audio.codec,
    index: audio.index,
    ...cutOf(ctx),
    ...(Object.keys(label).length > 0 && { label }),
  } as const
  const padded = container.soundAsPicture && pictureEnd(ctx)
  if (spec.copy === 'always') {
    if (padded !== undefined)
      return refuse(
        'unsupported-parameter',
        `Sound in ${place} is exactly as long as the picture, so that it cannot be copied: encode it, PCM loses nothing.`,
      )
    if (ctx.joined) return refuse('invalid-parameter', `This audio cannot be copied: ${JOINED}.`)
    if (spec.volume) return refuse('unsupported-parameter', 'The volume of a copied sound cannot be changed.')
    return holds(container.audio, audio.codec)
      ? { track: copy, reason: `${name}: copied, ${audio.codec}` }
      : refuse('unsupported-parameter', `Audio in ${audio.codec} cannot be copied into ${place}.`)
  }
  if (!holds(container.audio, spec.codec)) return { problem: cannotHold('Audio', spec.codec, place) }
  let misfit: string | undefined
  if (spec.copy === 'if-fits') {
    misfit =
      padded !== undefined
        ? 'it has to be as long as the picture'
        : ctx.joined
          ? JOINED
          : audioMisfit(spec, audio, !ctx.cut.whole && !ctx.cutAtKey)
    if (misfit === undefined) return { track: copy, reason: `${name}: copied, the source is as asked` }
  }
  if (ctx.joined && spec.volume?.by === 'loudness')
    return refuse(
      'unsupported-parameter',
      'Loudness is not measured yet for joined files; a gain can be set.',
    )
  const late = span(audio, ctx).start
  const target = soundTarget(spec, audio, container, {
    ...{ soxr: ctx.soxr, late },
    ...(container.untimed && late > IN_SYNC && { anchored: true }),
    ...(ctx.cut.held && { held: ctx.cut.held }),
    ...(padded !== undefined && { until: padded + PADDING }),
  })
  const base = mixed(audio, target).filters
  const bitrate = spec.bitrate ?? defaultBitrate(spec.codec, target.layout.channels)
  const kept = keptBand(spec.codec, bitrate, target.layout.channels)
  // What the encoder leaves out is not heard, and must not be counted.
  const heard = Math.min(target.sampleRate, kept === undefined ? target.sampleRate : Math.round(2 * kept))
  const volume =
    volumeChange(spec.volume, spec.codec, (filters) =>
      ctx.measured({
        what: 'loudness',
        stream: audio.index,
        filters: [
          ...base,
          ...filters,
          ...(filters.length > 0 || heard < audio.sampleRate ? [resampler(heard, target.soxr)] : []),
        ],
      }),
    ) ?? UNCHANGED
  if ('problem' in volume) return volume
  const track = audioEncode(spec, audio, target, volume, label)
  const how = `${name}: encoded by ${track.encoder}, ${track.sampleRate} Hz, ${track.channels} channels${volume.reason ? `; ${volume.reason}` : ''}`
  return { track, reason: because(how, misfit), ...(volume.warning && { warnings: [volume.warning] }) }
}

/** In seconds of the part that is read. */
const pictureEnd = (ctx: DraftContext): number => span(ctx.source.video?.stream ?? {}, ctx).end
/** Seconds beyond what the source says of its picture, which may be a little longer. */
const PADDING = 2

const cutOf = ({ cut }: DraftContext): { readonly cut?: true } => (cut.whole ? {} : { cut: true })

const because = (how: string, misfit: string | undefined): string =>
  misfit === undefined ? how : `${how}; not copied: ${misfit}`
