/** What ffprobe says of a video stream that its RFC 6381 name is made from. */
export interface VideoCodecFacts {
  readonly codec: string
  readonly profile: string | undefined
  /** ffprobe's number: 31 for H.264 level 3.1, 93 for HEVC level 3.1. */
  readonly level: number | undefined
  readonly bitDepth: number
  /** The four letters of the sample entry in mp4, such as `hev1`. */
  readonly tag: string | undefined
}

/** profile_idc and the constraint flags, as x264 and the common cameras write them. */
const H264_PROFILES: Readonly<Record<string, string>> = {
  'Constrained Baseline': '42c0',
  Baseline: '42c0',
  Main: '4d40',
  Extended: '5800',
  High: '6400',
  'High 10': '6e00',
  'High 10 Intra': '6e10',
  'High 4:2:2': '7a00',
  'High 4:2:2 Intra': '7a10',
  'High 4:4:4 Predictive': 'f400',
}

/** general_profile_idc, then the compatibility flags with their bits in reverse order. */
const HEVC_PROFILES: Readonly<Record<string, string>> = {
  Main: '1.6',
  'Main 10': '2.4',
  'Main Still Picture': '3.e',
}

const AV1_PROFILES: Readonly<Record<string, number>> = { Main: 0, High: 1, Professional: 2 }

/** RFC 6381 name of a video stream, e.g. `avc1.64001f`; undefined when profile or level cannot be told. */
export const videoCodecString = (facts: VideoCodecFacts): string | undefined => {
  const { codec, profile = '', level = -1 } = facts
  if (level <= 0 && codec !== 'av1') return undefined
  switch (codec) {
    case 'h264': {
      const idc = H264_PROFILES[profile]
      return idc && `avc1.${idc}${hex(level)}`
    }
    case 'hevc': {
      // Tier is not told by ffprobe; main tier is what encoders make. 90: progressive, frames only.
      const idc = HEVC_PROFILES[profile]
      return idc && `${facts.tag === 'hev1' ? 'hev1' : 'hvc1'}.${idc}.L${level}.90`
    }
    case 'av1': {
      const idc = AV1_PROFILES[profile]
      if (idc === undefined || level < 0) return undefined
      return `av01.${idc}.${String(level).padStart(2, '0')}M.${String(facts.bitDepth).padStart(2, '0')}`
    }
    default:
      return undefined
  }
}

const hex = (level: number): string => level.toString(16).padStart(2, '0')

const AAC_PROFILES: Readonly<Record<string, string>> = {
  Main: 'mp4a.40.1',
  LC: 'mp4a.40.2',
  'HE-AAC': 'mp4a.40.5',
  LD: 'mp4a.40.23',
  'HE-AACv2': 'mp4a.40.29',
  ELD: 'mp4a.40.39',
}

const AUDIO_CODECS: Readonly<Record<string, string>> = {
  mp3: 'mp4a.40.34',
  opus: 'Opus',
  flac: 'fLaC',
  ac3: 'ac-3',
  eac3: 'ec-3',
  alac: 'alac',
}

/** RFC 6381 name of an audio stream, e.g. `mp4a.40.2`; undefined when it cannot be told. */
export const audioCodecString = (codec: string, profile: string | undefined): string | undefined =>
  codec === 'aac' ? AAC_PROFILES[profile ?? 'LC'] : AUDIO_CODECS[codec]
