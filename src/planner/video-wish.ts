import type { VideoSpec } from '../domain/output-spec.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { ENCODERS } from './encoders/index.ts'
import { offList } from './frame-rates.ts'
import { pixelsOf, profileRule } from './pixel-format.ts'

/** What the codec's encoder cannot do of a wish, whatever the source. */
export const encoderFault = (spec: VideoSpec): Problem | undefined => {
  const reason = unable(spec)
  if (reason !== undefined) return problem('unsupported-parameter', reason)
  const { crf } = ENCODERS[spec.codec]
  if (spec.rate.mode === 'crf' && crf && (spec.rate.crf < crf.min || spec.rate.crf > crf.max))
    return problem('value-out-of-range', `${spec.codec} has a CRF between ${crf.min} and ${crf.max}.`, {
      detail: { crf: spec.rate.crf, ...crf },
    })
  return undefined
}

const unable = (spec: VideoSpec): string | undefined => {
  const { codec } = spec
  const rule = ENCODERS[codec]
  if (spec.rate.mode === 'crf' && !rule.crf)
    return `${codec} holds a bitrate, not a quality: give its rate as mode "abr" or "cbr".`
  const rates = rule.frameRates && offList(spec, rule.frameRates)
  if (rates !== undefined) return `${codec} ${rates}.`
  const names = rule.profiles.map(({ name }) => name)
  const profile = profileRule(spec)
  if (spec.profile !== undefined && !profile)
    return `${codec} has no profile "${spec.profile}" here; it has ${names.join(', ') || 'none'}.`
  const { chroma, depth } = pixelsOf(spec)
  const fits = profile ? [profile] : rule.profiles
  if (
    names.length === 0
      ? chroma !== '4:2:0' || depth !== 8
      : !fits.some(({ chromas, depths }) => chromas.includes(chroma) && depths.includes(depth))
  )
    return `${codec}${spec.profile === undefined ? '' : ` in profile ${spec.profile}`} cannot be made with ${chroma} samples of ${depth} bits.`
  // Lossless needs the profile that has it.
  if (
    codec === 'h264' &&
    spec.rate.mode === 'crf' &&
    spec.rate.crf === 0 &&
    (spec.profile ?? 'high444') !== 'high444'
  )
    return `CRF 0 is lossless, which H.264 has in its profile high444 alone, not in ${spec.profile}.`
  if ((spec.bFrames ?? 0) > (rule.maxBFrames ?? 0))
    return rule.maxBFrames === undefined
      ? `The number of B-frames cannot be set for ${codec}.`
      : `${codec} has at most ${rule.maxBFrames} B-frames in a row.`
  if (spec.profile === 'baseline' && (spec.bFrames ?? 0) > 0) return 'The profile baseline has no B-frames.'
  if (spec.references !== undefined && spec.references > (rule.maxReferences ?? 0))
    return rule.maxReferences === undefined
      ? `The number of reference frames cannot be set for ${codec}.`
      : `${codec} has at most ${rule.maxReferences} reference frames.`
  if (spec.openGop && !rule.openGop) return `${codec} has closed GOPs only.`
  if (spec.tune !== undefined && !rule.tunes.includes(spec.tune))
    return `${codec} cannot be tuned for "${spec.tune}"; ${rule.tunes.length > 0 ? `it can for ${rule.tunes.join(', ')}` : 'it has no such settings'}.`
  if (spec.level !== undefined && !rule.levels) return `${codec} has no levels.`
  if (spec.rate.mode === 'abr' && spec.rate.passes === 2 && !rule.twoPass)
    return `${codec} is encoded in one pass; FFmpeg hands its encoder no first pass's statistics.`
  return undefined
}
