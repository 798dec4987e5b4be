import type { FileSpec } from '../../domain/output-spec.ts'
import { type Chosen, chooseAudios, chooseVideo } from '../choose-tracks.ts'
import { CONTAINER_RULES } from '../containers.ts'
import { type DraftContext, type Drafted, refuse } from '../draft.ts'
import { expectation } from '../expectation.ts'
import { carriedTracks } from '../subtitles/carried.ts'
import { tagFault, taggedOptions } from '../tags.ts'

/** One muxed file. Sound that the source does not have is left out; a picture it does not have is refused. */
export const draftFile = (spec: FileSpec, ctx: DraftContext): Drafted => {
  if (!spec.video && !spec.audio && !spec.moreAudio?.length)
    return refuse('invalid-parameter', 'A file needs video, audio, or both.')
  const { source, index } = ctx
  if (spec.burn && !spec.video)
    return refuse('invalid-parameter', 'Subtitles are drawn on a picture, and the output has none.')
  if (!spec.video && !source.audio) return refuse('source-no-audio', 'The source has no audio.')
  const rule = CONTAINER_RULES[spec.container]
  const place = `a file of type ${spec.container}`
  const fault = tagFault(spec.tags, rule, place)
  if (fault) return { problem: fault }
  const sounds = [...(spec.audio ? [spec.audio] : []), ...(spec.moreAudio ?? [])]
  const chosen: Chosen[] = [
    ...(spec.video ? [chooseVideo(spec.video, ctx, rule, place, spec.burn ? { burn: spec.burn } : {})] : []),
    ...(source.audio ? chooseAudios(sounds, ctx, rule, place) : []),
  ]
  const tracks = []
  const reasons = []
  const warnings = []
  for (const choice of chosen) {
    if ('problem' in choice) return choice
    tracks.push(choice.track)
    reasons.push(choice.reason)
    warnings.push(...(choice.warnings ?? []))
  }
  const carried = carriedTracks(spec, ctx, rule, place)
  if ('problem' in carried) return carried
  tracks.push(...carried.tracks)
  reasons.push(...carried.reasons)
  if (sounds.length > 0 && !source.audio)
    reasons.push(`audio: none, the source has no sound${ctx.cut.whole ? '' : ' there'}`)
  const tags = spec.tags?.length ? { tags: spec.tags } : {}
  const folder = `o${index}`
  const path = `${folder}/main.${rule.extension}`
  return {
    draft: {
      kind: 'file',
      index,
      cut: ctx.cut,
      files: [
        {
          output: index,
          path,
          muxer: rule.muxer,
          options: taggedOptions(rule, spec.tags),
          teeOptions: rule.teeOptions,
          globalHeader: rule.globalHeader,
          hvc1: rule.hvc1,
          tracks,
          ...tags,
        },
      ],
      pictures: [],
      parts: [{ role: 'file', path, expect: { ...expectation(tracks, ctx), ...tags } }],
      folders: [folder],
      reasons,
      warnings,
    },
  }
}
