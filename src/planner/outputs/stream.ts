import type { RenditionSpec, StreamSpec } from '../../domain/output-spec.ts'
import type { PlannedPart } from '../../domain/plan.ts'
import { chooseAudio, chooseVideo } from '../choose-tracks.ts'
import { SEGMENT_RULES } from '../containers.ts'
import { type DraftContext, type Drafted, refuse } from '../draft.ts'
import { expectation } from '../expectation.ts'
import { decimal } from '../time-range.ts'
import type { MuxFile, Track } from '../tracks.ts'
import { usefulRenditions } from '../useful-renditions.ts'

/** The folder of the sound that renditions share. */
const SHARED_AUDIO = 'audio'

/**
 * An HLS stream: one closed playlist per rendition, and one for the sound when it stands apart. The entry playlist is not
 * FFmpeg's to write: it states bitrates that are measured afterwards.
 */
export const draftStream = (spec: StreamSpec, ctx: DraftContext): Drafted => {
  const { source, index } = ctx
  const wrong = fault(spec)
  if (wrong) return refuse('invalid-parameter', wrong)
  if (spec.renditions.length > 0 && !source.video)
    return refuse('source-no-video', 'The source has no video.')
  if (spec.renditions.length === 0 && !source.audio)
    return refuse('source-no-audio', 'The source has no audio.')
  const rule = SEGMENT_RULES[spec.segmentFormat]
  const place = `an HLS stream of ${spec.segmentFormat} segments`
  const reasons: string[] = []
  let sound: Track | undefined
  if (spec.audio && source.audio) {
    const choice = chooseAudio(spec.audio, ctx, rule, place)
    if ('problem' in choice) return choice
    sound = choice.track
    reasons.push(choice.reason)
  } else if (spec.audio) reasons.push('audio: none, the source has no sound')
  const apart = spec.renditions.length === 0 || (spec.audioPlacement === 'separate' && spec.master)
  if (sound && !apart && spec.audioPlacement === 'separate')
    reasons.push('audio: inside the rendition, as no entry playlist would name it')

  const useful = source.video
    ? usefulRenditions(spec.renditions, source.video.display)
    : { kept: spec.renditions, reasons: [] }
  reasons.push(...useful.reasons)
  const renditions: { name: string; tracks: Track[] }[] = []
  for (const rendition of useful.kept) {
    const choice = chooseVideo(rendition.video, ctx, rule, place, spec.segmentDuration)
    if ('problem' in choice) return choice
    renditions.push({ name: rendition.name, tracks: [choice.track, ...(sound && !apart ? [sound] : [])] })
    reasons.push(`${rendition.name}: ${choice.reason}`)
  }
  if (sound && apart) renditions.push({ name: SHARED_AUDIO, tracks: [sound] })

  const files = renditions.map(({ name, tracks }): MuxFile => {
    const folder = `o${index}/${name}`
    return {
      output: index,
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
  })
  const parts = renditions.map(
    ({ name, tracks }, i): PlannedPart => ({
      role: 'rendition',
      name,
      path: files[i]?.path ?? '',
      segmentFormat: spec.segmentFormat,
      audioOnly: i >= useful.kept.length,
      expect: expectation(tracks, ctx),
    }),
  )
  const folders = renditions.map(({ name }) => `o${index}/${name}`)
  return { draft: { kind: 'stream', index, cut: ctx.cut, files, sheets: [], parts, folders, reasons } }
}

/** What makes a stream impossible, whatever the source. Names become folders. */
const fault = ({ renditions, audio, segmentDuration }: StreamSpec): string | undefined => {
  if (renditions.length === 0 && !audio) return 'A stream needs at least one rendition or audio.'
  if (!(segmentDuration > 0)) return 'Segments must last longer than 0 s.'
  const names = new Set<string>([SHARED_AUDIO])
  for (const { name } of renditions satisfies readonly RenditionSpec[]) {
    if (!/^[A-Za-z0-9_-]+$/.test(name))
      return `The rendition name ${JSON.stringify(name)} holds more than letters, digits, "-" and "_".`
    if (names.has(name)) return `The rendition name "${name}" is taken.`
    names.add(name)
  }
  return undefined
}
