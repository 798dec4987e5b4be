import type { PlannedPart } from '../../domain/plan.ts'
import type { RenditionSpec, StreamSpec } from '../../domain/stream-spec.ts'
import { seconds } from '../../domain/units.ts'
import { chooseVideo } from '../choose-tracks.ts'
import { type ContainerRule, SEGMENT_RULES } from '../containers.ts'
import { alignCounted } from '../counted-grid.ts'
import { type DraftContext, type Drafted, refuse } from '../draft.ts'
import { expectation, videoStart } from '../expectation.ts'
import { targetRate } from '../source.ts'
import { decimal } from '../time-range.ts'
import { isVideo, type MuxFile, type Track } from '../tracks.ts'
import { usefulRenditions } from '../useful-renditions.ts'
import { streamFault } from './stream-fault.ts'
import { streamSubtitles } from './stream-subtitles.ts'
import { type SideTrack, streamSounds } from './stream-tracks.ts'

/**
 * A segmented stream: one closed playlist per rendition, one for each sound that stands apart, and a WebVTT file for each of
 * the subtitles. What players read is not FFmpeg's to write: it states facts that are measured afterwards.
 */
export const draftStream = (spec: StreamSpec, ctx: DraftContext): Drafted => {
  const { source, index } = ctx
  const wrong = streamFault(spec)
  if (wrong) return { problem: wrong }
  if (spec.renditions.length > 0 && !source.video)
    return refuse('source-no-video', 'The source has no video.')
  if (spec.renditions.length === 0 && !source.audio)
    return refuse('source-no-audio', 'The source has no audio.')
  const rule = SEGMENT_RULES[spec.segmentFormat]
  const place = `a stream of ${spec.segmentFormat} segments`
  const apart = spec.renditions.length === 0 || (spec.audioPlacement === 'separate' && spec.master)
  const sounds = streamSounds(spec, ctx, rule, place, apart)
  if ('problem' in sounds) return sounds
  const reasons = [...sounds.reasons]
  const warnings = [...sounds.warnings]
  if (sounds.tracks.length > 0 && !apart && spec.audioPlacement === 'separate')
    reasons.push('audio: inside the rendition, as no entry playlist would name it')

  const useful = source.video
    ? usefulRenditions(spec.renditions, source.video)
    : { kept: spec.renditions, reasons: [] }
  reasons.push(...useful.reasons)
  const aligned = source.video
    ? alignCounted(useful.kept, source.video, spec.segmentDuration)
    : { renditions: [], segment: spec.segmentDuration, reasons: [] }
  if ('problem' in aligned) return aligned
  reasons.push(...aligned.reasons)
  const renditions: Rendition[] = []
  for (const rendition of aligned.renditions) {
    const { video, note } = alignable(inOrder(rendition, spec, ctx), aligned.renditions)
    const choice = chooseVideo(video, ctx, rule, place, {
      segment: aligned.segment,
      ...(spec.burn && { burn: spec.burn }),
    })
    if ('problem' in choice) return choice
    const own = rendition.audio && streamSounds({ ...spec, audio: rendition.audio }, ctx, rule, place, apart)
    if (own && 'problem' in own) return own
    const inside = apart ? [] : (own ?? sounds).tracks.map((sound) => sound.track)
    renditions.push({ name: rendition.name, tracks: [choice.track, ...inside] })
    for (const warning of choice.warnings ?? [])
      if (!warnings.some(({ message }) => message === warning.message)) warnings.push(warning)
    reasons.push(...[choice.reason + note, ...(own?.reasons ?? [])].map((why) => `${rendition.name}: ${why}`))
  }
  if (apart)
    renditions.push(...sounds.tracks.map(({ name, track, facts }) => ({ name, tracks: [track], facts })))
  const subtitles = streamSubtitles(spec, ctx)
  if ('problem' in subtitles) return subtitles
  reasons.push(...subtitles.reasons)

  const folder = `o${index}`
  return {
    draft: {
      kind: 'stream',
      index,
      cut: ctx.cut,
      files: renditions.map((rendition) => segmentedFile(rendition, spec, rule, index)),
      texts: subtitles.texts.map(({ file }) => file),
      pictures: [],
      parts: [
        ...renditions.map(({ name, tracks, facts }): PlannedPart => {
          const picture = tracks.find(isVideo)
          return {
            role: 'rendition',
            name,
            path: `${folder}/${name}/index.m3u8`,
            segmentFormat: spec.segmentFormat,
            audioOnly: picture === undefined,
            ...(facts && { track: facts }),
            aligned: picture?.type === 'video',
            keyFrames: spec.iFrames === true && picture !== undefined,
            expect: expectation(tracks, ctx),
          }
        }),
        ...subtitles.texts.map(
          ({ name, facts, file, cues }): PlannedPart => ({
            ...{ role: 'subtitles', name, path: file.name, track: facts, cues },
            from: seconds(videoStart(ctx)),
            duration: seconds(ctx.cut.duration),
          }),
        ),
      ],
      folders: [folder, ...renditions.map(({ name }) => `${folder}/${name}`)],
      reasons,
      warnings,
    },
  }
}

/**
 * A fragment begins where the one before it was said to end, and FFmpeg's writer moves its first picture there. For frames that
 * come unevenly that is right only when all are stored in the order in which they are shown.
 */
const inOrder = (
  rendition: RenditionSpec,
  { segmentFormat }: StreamSpec,
  { source }: DraftContext,
): RenditionSpec => {
  const { video } = rendition
  const uneven = source.video?.variable && targetRate(video, source.video) === undefined
  const reorders = ['h264', 'hevc'].includes(video.codec) && video.bFrames === undefined
  return uneven && reorders && segmentFormat === 'fmp4'
    ? { ...rendition, video: { ...video, bFrames: 0 } }
    : rendition
}

interface Rendition {
  readonly name: string
  readonly tracks: readonly Track[]
  /** Of sound that stands apart. */
  readonly facts?: SideTrack['facts']
}

/** A copy has its key frames where the source has them; beside encodes, which have theirs on a grid, it would be out of step. */
const alignable = (
  { video }: RenditionSpec,
  all: readonly RenditionSpec[],
): { readonly video: RenditionSpec['video']; readonly note: string } =>
  all.length > 1 && video.copy === 'if-fits'
    ? {
        video: { ...video, copy: 'never' },
        note: '; not copied: the segments of all renditions begin together',
      }
    : { video, note: '' }

const segmentedFile = (
  { name, tracks }: Rendition,
  spec: StreamSpec,
  rule: ContainerRule,
  output: number,
): MuxFile => {
  const folder = `o${output}/${name}`
  return {
    output,
    path: `${folder}/index.m3u8`,
    muxer: rule.muxer,
    options: [
      ['hls_time', decimal(spec.segmentDuration)],
      ['hls_playlist_type', 'vod'],
      ['hls_list_size', '0'],
      ['hls_flags', '+independent_segments'],
      ['hls_segment_filename', `file:${folder}/s%05d.${rule.extension}`],
      ...rule.options,
    ],
    teeOptions: rule.teeOptions,
    globalHeader: rule.globalHeader,
    hvc1: rule.hvc1,
    tracks,
  }
}
