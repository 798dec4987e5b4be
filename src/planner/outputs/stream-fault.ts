import type { Problem } from '../../domain/problem.ts'
import { problem } from '../../domain/problem.ts'
import type { EncryptionSpec, RenditionSpec, StreamSpec } from '../../domain/stream-spec.ts'

/** What makes a stream impossible, whatever the source. */
export const streamFault = (spec: StreamSpec): Problem | undefined => {
  const wrong = contradiction(spec)
  if (wrong !== undefined) return problem('invalid-parameter', wrong)
  const unable = inability(spec)
  return unable === undefined ? undefined : problem('unsupported-parameter', unable)
}

const contradiction = (spec: StreamSpec) => {
  const { renditions, audio, segmentDuration, encryption } = spec
  if (renditions.length === 0 && !audio) return 'A stream needs at least one rendition or audio.'
  if (renditions.length === 0 && (hasTexts(spec) || spec.burn))
    return 'Subtitles need a rendition with a picture.'
  if (!(segmentDuration > 0)) return 'Segments must last longer than 0 s.'
  if (encryption?.keys.from === 'given' && encryption.keys.given.length === 0) return 'No key is given.'
  if (spec.audioPlacement === 'separate' && renditions.some((r) => r.audio))
    return 'A rendition has sound of its own only where the audio is "muxed".'
  return nameFault(renditions) ?? sideNameFault(spec)
}

/** Names become folders. */
const nameFault = (renditions: readonly RenditionSpec[]): string | undefined => {
  const names = new Set<string>()
  for (const { name } of renditions) {
    if (!/^[A-Za-z0-9_-]+$/.test(name))
      return `The rendition name ${JSON.stringify(name)} holds more than letters, digits, "-" and "_".`
    if (name === SHARED_AUDIO || names.has(name)) return `The rendition name "${name}" is taken.`
    names.add(name)
  }
  return undefined
}

/** Names that sounds and subtitles are given. */
const sideNameFault = ({
  renditions,
  audioTracks,
  subtitles,
  subtitleFiles = [],
}: StreamSpec): string | undefined => {
  const names = new Set(renditions.map((r) => r.name))
  const picks = [audioTracks, subtitles].flatMap((c) => (typeof c === 'object' ? c : []))
  for (const { name } of [...picks, ...subtitleFiles]) {
    if (name === undefined) continue
    if (!/^[A-Za-z0-9_-]+$/.test(name))
      return `The name ${JSON.stringify(name)} holds more than letters, digits, "-" and "_".`
    if (names.has(name)) return `The name "${name}" is taken.`
    names.add(name)
  }
  return undefined
}

/** The folder of a sound that renditions share. */
export const SHARED_AUDIO = 'audio'

const hasTexts = ({ subtitles, subtitleFiles = [] }: StreamSpec): boolean =>
  subtitles !== undefined || subtitleFiles.length > 0

const inability = (spec: StreamSpec): string | undefined => {
  const { protocol, segmentFormat, master, audio, audioPlacement, renditions, iFrames, encryption } = spec
  const dash = protocol !== 'hls'
  if (dash && segmentFormat !== 'fmp4') return 'DASH is made of fMP4 segments; MPEG-TS is for HLS alone.'
  if (dash && !master) return 'DASH has always a manifest over all renditions.'
  if (dash && audio && audioPlacement === 'muxed' && renditions.length > 0)
    return 'DASH keeps sound and picture in segments of their own; place the audio "separate".'
  if (!master && hasTexts(spec)) return 'Subtitles need an entry playlist that names them.'
  if (!master && iFrames) return 'A playlist of key frames needs an entry playlist that names it.'
  if (iFrames && protocol === 'dash') return 'Playlists of key frames are of HLS.'
  return encryption && encryptionInability(spec, encryption)
}

const encryptionInability = (spec: StreamSpec, { method, keys }: EncryptionSpec): string | undefined => {
  const { protocol, segmentFormat, renditions, iFrames } = spec
  if (method === 'aes-128') {
    if (protocol !== 'hls')
      return 'DASH does not know AES-128 of whole segments; "cenc" and "sample-aes" encrypt samples.'
    if (iFrames) return 'Key frames cannot be read out of segments that are encrypted whole.'
    return undefined
  }
  if (segmentFormat !== 'fmp4') return `The encryption "${method}" is made in fMP4 segments only.`
  if (keys.from === 'given' && keys.given.length > 1)
    return `The encryption "${method}" has one key for the whole stream.`
  const other = renditions.find(({ video }) => video.codec !== 'h264' && video.codec !== 'hevc')
  return other && `The encryption "${method}" is made of H.264 and H.265, not of ${other.video.codec}.`
}
