import type { Chroma, Container } from '../domain/output-spec.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Rational } from '../domain/units.ts'
import { BROADCAST_RATES } from './frame-rates.ts'
import type { Option } from './tee.ts'

/** How text is said in a container, by ffprobe's names. */
export type SubtitleCodec = 'subrip' | 'webvtt' | 'ass' | 'mov_text'

/** What a container can hold and how FFmpeg writes it. Codecs are named as ffprobe names them; `any` takes every codec. */
export interface ContainerRule {
  readonly muxer: string
  readonly extension: string
  readonly video: readonly string[] | 'any'
  readonly audio: readonly string[] | 'any'
  readonly options: readonly Option[]
  readonly teeOptions: readonly Option[]
  readonly globalHeader: boolean
  readonly hvc1: boolean
  /** Its streams may be padded, to keep a constant bitrate. */
  readonly padded?: boolean
  /** Sample rates of audio codecs that the container limits. */
  readonly sampleRates?: Readonly<Record<string, readonly number[]>>
  /** What a file can say of itself: which names it has a place for, and the option with which it takes all others. Absent: nothing. */
  readonly tags?: { readonly names: readonly string[] | 'any'; readonly others?: Option }
  /** Frame rates that it can say. Absent: any. */
  readonly frameRates?: readonly Rational[]
  /** Absent: any. */
  readonly chromas?: readonly Chroma[]
  /** It cannot say when its sound begins: players begin with the first sample. */
  readonly untimed?: true
  /** It holds a picture, and sound exactly as long: the muxer cuts the longer of the two. */
  readonly soundAsPicture?: true
  /** Kinds of subtitles that it holds; of text the first stands for what it does not hold itself. Absent: none. */
  readonly subtitles?: { readonly text: readonly SubtitleCodec[]; readonly pictures: readonly string[] }
}

const PCM = ['pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_u8', 'pcm_alaw', 'pcm_mulaw']
const FAST_START: readonly Option[] = [['movflags', '+faststart']]
/** FFmpeg gives each plain output a mux delay of 0.7 s; without it a tee'd transport stream would start earlier than its siblings. */
const MUX_DELAY: readonly Option[] = [['max_delay', '700000']]

/** Those that players look for; others are kept the way that Apple's own programs do. */
const ISOBMFF_TAGS: ContainerRule['tags'] = {
  names: [
    ...['title', 'artist', 'album_artist', 'composer', 'album', 'date', 'comment', 'genre', 'copyright'],
    ...['description', 'synopsis', 'show', 'network', 'keywords', 'lyrics', 'grouping'],
  ],
  others: ['movflags', '+faststart+use_metadata_tags'],
}
const ANY_TAGS: ContainerRule['tags'] = { names: 'any' }

const isobmff = {
  options: FAST_START,
  tags: ISOBMFF_TAGS,
  teeOptions: [],
  globalHeader: true,
  hvc1: true,
} as const
const plain = { options: [], teeOptions: [], globalHeader: false, hvc1: false } as const
const TIMED_TEXT: ContainerRule['subtitles'] = { text: ['mov_text'], pictures: [] }
const MPEG_VIDEO = ['mpeg4', 'mpeg2video', 'mpeg1video', 'mjpeg']

export const CONTAINER_RULES: Readonly<Record<Container, ContainerRule>> = {
  mp4: {
    ...isobmff,
    ...{ muxer: 'mp4', extension: 'mp4', video: ['h264', 'hevc', 'av1', 'vp9', ...MPEG_VIDEO] },
    audio: ['aac', 'mp3', 'ac3', 'eac3', 'opus', 'mp2', 'alac'],
    subtitles: TIMED_TEXT,
  },
  mov: {
    ...isobmff,
    ...{
      muxer: 'mov',
      extension: 'mov',
      video: ['h264', 'hevc', 'prores', 'dnxhd', 'dvvideo', ...MPEG_VIDEO],
    },
    audio: ['aac', 'mp3', 'ac3', 'eac3', 'alac', 'mp2', ...PCM, 'pcm_s16be', 'pcm_s24be'],
    subtitles: TIMED_TEXT,
  },
  m4a: {
    ...isobmff,
    ...{ muxer: 'ipod', extension: 'm4a', video: [], audio: ['aac', 'ac3', 'alac'] },
  },
  mkv: {
    ...plain,
    ...{ muxer: 'matroska', extension: 'mkv', video: 'any', audio: 'any', globalHeader: true },
    tags: ANY_TAGS,
    subtitles: {
      text: ['subrip', 'webvtt', 'ass'],
      pictures: ['hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle'],
    },
  },
  webm: {
    ...plain,
    ...{ muxer: 'webm', extension: 'webm', video: ['vp9', 'vp8', 'av1'], audio: ['opus', 'vorbis'] },
    globalHeader: true,
    tags: ANY_TAGS,
    subtitles: { text: ['webvtt'], pictures: [] },
  },
  flv: {
    ...plain,
    ...{ muxer: 'flv', extension: 'flv', video: ['h264', 'flv1'], audio: ['aac', 'mp3'], globalHeader: true },
    tags: ANY_TAGS,
    sampleRates: { mp3: [44100, 22050, 11025] },
  },
  ts: {
    ...plain,
    ...{ muxer: 'mpegts', extension: 'ts', video: ['h264', 'hevc', 'mpeg2video', 'mpeg1video'] },
    audio: ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'opus'],
    teeOptions: MUX_DELAY,
    padded: true,
    subtitles: { text: [], pictures: ['dvb_subtitle'] },
  },
  mp3: {
    ...plain,
    ...{ muxer: 'mp3', extension: 'mp3', video: [], audio: ['mp3'], tags: ANY_TAGS, untimed: true },
  },
  flac: {
    ...plain,
    ...{ muxer: 'flac', extension: 'flac', video: [], audio: ['flac'], globalHeader: true, tags: ANY_TAGS },
    untimed: true,
  },
  ogg: {
    ...plain,
    muxer: 'ogg',
    extension: 'ogg',
    video: [],
    audio: ['opus', 'flac', 'vorbis'],
    globalHeader: true,
    tags: ANY_TAGS,
  },
  adts: {
    ...plain,
    ...{ muxer: 'adts', extension: 'aac', video: [], audio: ['aac'], globalHeader: true, untimed: true },
  },
  mxf: {
    ...{ ...plain, muxer: 'mxf', extension: 'mxf', video: ['mpeg2video', 'h264'] },
    ...{ audio: ['pcm_s16le', 'pcm_s24le'], frameRates: BROADCAST_RATES, chromas: ['4:2:0', '4:2:2'] },
    sampleRates: { pcm_s16le: [48_000], pcm_s24le: [48_000] },
    // Beside files that keep H.264's headers apart, its encoder leaves them out of the stream, and MXF has no other place.
    teeOptions: [['bsfs/v', 'dump_extra']],
    soundAsPicture: true,
  },
  wav: {
    ...plain,
    ...{ muxer: 'wav', extension: 'wav', video: [], audio: PCM, untimed: true },
    tags: { names: ['title', 'artist', 'album', 'track', 'date', 'genre', 'comment', 'copyright'] },
  },
}

/** HLS segments. `options` are the playlist muxer's own. */
export const SEGMENT_RULES: Readonly<Record<'ts' | 'fmp4', ContainerRule>> = {
  ts: {
    muxer: 'hls',
    extension: 'ts',
    video: ['h264', 'hevc', 'mpeg2video'],
    audio: ['aac', 'mp3', 'ac3', 'eac3'],
    // Decode times before zero would be shifted per rendition, by the depth of its B-frames: sound in a rendition of its
    // own would lead the picture by 66 ms. One second later nothing is negative, and all renditions keep one clock.
    options: [
      ['hls_segment_type', 'mpegts'],
      ['output_ts_offset', '1'],
    ],
    teeOptions: MUX_DELAY,
    padded: true,
    globalHeader: true,
    hvc1: false,
  },
  fmp4: {
    muxer: 'hls',
    extension: 'm4s',
    video: ['h264', 'hevc', 'av1', 'vp9'],
    audio: ['aac', 'mp3', 'ac3', 'eac3', 'opus', 'alac'],
    // For the same clock in every rendition: edit lists say what a shift would hide.
    options: [
      ['hls_segment_type', 'fmp4'],
      ['hls_fmp4_init_filename', 'init.mp4'],
      ['avoid_negative_ts', 'disabled'],
    ],
    teeOptions: [],
    globalHeader: true,
    hvc1: true,
  },
}

/** The refusal of a codec that a container cannot hold; `place` names the container. */
export const cannotHold = (what: 'Video' | 'Audio', codec: string, place: string): Problem =>
  problem('unsupported-parameter', `${what} in ${codec} cannot be put into ${place}.`)

export const holds = (codecs: readonly string[] | 'any', codec: string): boolean =>
  codecs === 'any' || codecs.includes(codec)
