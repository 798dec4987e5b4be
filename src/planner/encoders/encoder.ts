import type { HdrMetadata } from '../../domain/media-info.ts'
import type {
  Chroma,
  EncoderSpeed,
  EncoderTune,
  RateControl,
  VideoProfile,
} from '../../domain/output-spec.ts'
import type { Rational } from '../../domain/units.ts'
import type { Clock } from '../clock.ts'
import type { LevelLimits } from '../levels.ts'
import type { Option } from '../tee.ts'
import type { KeyFrames } from '../tracks.ts'

/** What one encoder of FFmpeg can be asked for, and how it is told. One file each beside this one. */
export interface EncoderRule {
  /** FFmpeg's name. */
  readonly encoder: string
  /** The longest side, in pixels. */
  readonly maxSide: number
  /** Each profile's decoders can play what stands before it, where `nested`. */
  readonly profiles: readonly ProfileRule[]
  readonly nested: boolean
  /** Absent: it holds bitrates alone. */
  readonly crf?: { readonly min: number; readonly max: number }
  /** Absent: the encoder has no such setting. */
  readonly maxBFrames?: number
  readonly maxReferences?: number
  readonly openGop: boolean
  /** Fields may stay apart. */
  readonly interlaced?: true
  /** Absent: any. */
  readonly frameRates?: readonly Rational[]
  readonly tunes: readonly EncoderTune[]
  readonly levels?: LevelLimits
  /** How often it must see the pictures to do as asked; 1 only: it cannot do better. */
  readonly passes: (rate: RateControl) => 1 | 2
  readonly twoPass: boolean
  /** How it holds a bitrate less strictly than it is asked to, for people. Absent: it holds what it is told. */
  readonly looseness?: (rate: RateControl) => string | undefined
  /** Key frames stand where their count says; it takes no order for a single picture. */
  readonly countsKeyFrames: boolean
  readonly options: (settings: EncodeSettings, run: EncoderRun) => readonly Option[]
}

export interface ProfileRule {
  readonly name: VideoProfile
  /** ffprobe's names. */
  readonly probed: readonly string[]
  /** What it can hold; the last of each is what one asks it for. */
  readonly chromas: readonly Chroma[]
  readonly depths: readonly (8 | 10)[]
}

/** What an encoder is told, with nothing left to the source. Plain data. */
export interface EncodeSettings {
  readonly rate: RateControl
  readonly speed: EncoderSpeed
  readonly profile?: VideoProfile
  readonly level?: string
  readonly tune?: EncoderTune
  readonly bFrames?: number
  readonly references?: number
  readonly openGop: boolean
  /** A constant bitrate is to be kept by padding, and said in the stream: transport streams. */
  readonly padded: boolean
  /** Absent: the frame rate. */
  readonly clock?: Clock
  /** Fields stay apart; which comes first. */
  readonly interlaced?: 'tff' | 'bff'
  /** Of a picture that stays HDR. */
  readonly hdr?: HdrMetadata
}

/** What only the finished step knows. */
export interface EncoderRun {
  readonly keyFrames?: KeyFrames
  readonly pass?: Pass
  /** How many it may keep busy. Absent: all there are. */
  readonly processors?: number
  /** Of the finished picture, in pixels. */
  readonly width: number
}

export interface Pass {
  readonly number: 1 | 2
  /** Position of the stream among all that the process writes: FFmpeg puts it into the log's name. */
  readonly position: number
}

/** Where first passes leave what they found, in the attempt's folder. */
export const PASS_FOLDER = 'pass'

export const passOptions = (pass: Pass | undefined): readonly Option[] =>
  pass === undefined
    ? []
    : [
        ['pass', String(pass.number)],
        ['passlogfile', `${PASS_FOLDER}/log`],
      ]

export const clockOptions = ({ clock }: Pick<EncodeSettings, 'clock'>): readonly Option[] =>
  clock ? [['enc_time_base', `${clock.tick.num}/${clock.tick.den}`]] : []

/** Bits per second and bits, as FFmpeg's own options say them for most encoders. */
export const rateOptions = (rate: RateControl): readonly Option[] => {
  const whole = (n: number): string => String(Math.round(n))
  const capped = (max: number | undefined, buffer: number | undefined): readonly Option[] =>
    max === undefined
      ? []
      : [
          ['maxrate', whole(max)],
          ['bufsize', whole(buffer ?? 2 * max)],
        ]
  switch (rate.mode) {
    case 'crf':
      return [['crf', String(rate.crf)], ...capped(rate.maxBitrate, rate.buffer)]
    case 'abr':
      return [['b', whole(rate.bitrate)], ...capped(rate.maxBitrate, rate.buffer)]
    case 'cbr':
      return [
        ['b', whole(rate.bitrate)],
        ['minrate', whole(rate.bitrate)],
        ...capped(rate.bitrate, rate.buffer ?? rate.bitrate),
      ]
  }
}

/** One option, when there is something to say. */
export const option = (name: string, value: string | number | undefined): readonly Option[] =>
  value === undefined ? [] : [[name, String(value)]]

export const askedPasses = (rate: RateControl): 1 | 2 => (rate.mode === 'abr' ? (rate.passes ?? 1) : 1)
