import { z } from 'zod'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import {
  choice,
  optionalChoice,
  optionalInt,
  optionalIntOrZero,
  optionalNumber,
  optionalObject,
  optionalText,
} from './scalars.ts'

const NO_ENHANCEMENT = 'no picture enhancement is done here'
const OFF = [false, 0, '0', 'false']
const POLICIES = ['transcode', 'discard', 'copy'] as const

/** Encoder settings that templates, template groups and inline parameters share. */
const encoding = {
  output_policy: honoured(optionalChoice(POLICIES)),
  codec: honoured(optionalChoice([1, 2])),
  profile: honoured(optionalChoice([1, 2, 3, 4])),
  level: honoured(optionalInt(1, 16)),
  preset: honoured(optionalChoice([1, 3, 4, 5])),
  max_iframes_interval: honoured(optionalInt(2, 10)),
  bframes_count: honoured(optionalInt(0, 7)),
  frame_rate: honoured(optionalInt(0)),
  black_cut: refused('black borders are not looked for', OFF),
  GOP_structure: refused('groups of pictures are closed', OFF),
  sr_factor: refused(NO_ENHANCEMENT),
  sync_timestamp: refused('timestamps start at zero', OFF),
}

const size = {
  width: honoured(optionalIntOrZero(32, 4096)),
  height: honoured(optionalIntOrZero(32, 2880)),
  bitrate: honoured(optionalIntOrZero(40, 50_000)),
}

export const videoParameters = z.strictObject({ ...encoding, ...size })
export const videoCommon = z.strictObject(encoding)
export const videoObject = z.strictObject({
  ...size,
  stream_name: ignored(optionalText(64), 'it names streams of additional manifests, which are refused'),
})

/** Inline parameters can say more than templates. */
export const inlineVideo = z.strictObject({
  ...encoding,
  ...size,
  crf: honoured(optionalNumber(0, 51)),
  max_bitrate: honoured(optionalIntOrZero(40, 800_000)),
  buf_size: honoured(optionalIntOrZero(40, 800_000)),
  frame_rate_float: honoured(optionalNumber(0, 240)),
  stream_name: ignored(optionalText(64), 'it names streams of additional manifests, which are refused'),
})

export const audioParameters = z.strictObject({
  output_policy: honoured(optionalChoice(POLICIES)),
  codec: honoured(optionalChoice([1, 2, 3, 4])),
  sample_rate: honoured(optionalInt(1, 6)),
  bitrate: honoured(optionalIntOrZero(8, 1000)),
  channels: honoured(optionalChoice([1, 2, 6])),
})

const NO_PVC = 'low-bitrate HD (PVC) is the cloud service’s own encoder'

export const commonParameters = z.strictObject({
  pack_type: honoured(choice([1, 2, 3, 4, 5, 6])),
  hls_interval: honoured(optionalInt(2, 10)),
  dash_interval: honoured(optionalInt(2, 10)),
  PVC: refused(NO_PVC, OFF),
  PVC_version: ignored(z.unknown().optional(), 'it acts only with PVC, which is refused'),
  PVC_strength: ignored(z.unknown().optional(), 'it acts only with PVC, which is refused'),
  QDS: refused(NO_ENHANCEMENT, OFF),
})

/** What a template says of an output. */
export const templateParameters = {
  video: optionalObject(videoParameters),
  audio: optionalObject(audioParameters),
  common: commonParameters,
}

export type VideoParameters = z.output<typeof inlineVideo>
export type AudioParameters = z.output<typeof audioParameters>
export type CommonParameters = z.output<typeof commonParameters>
export interface Parameters {
  readonly video?: VideoParameters | undefined
  readonly audio?: AudioParameters | undefined
  readonly common: CommonParameters
}

/** How the pictures of all outputs of a task are made. */
export const videoProcess = optionalObject(
  z.strictObject({
    adaptation: honoured(optionalChoice(['SHORT', 'LONG', 'NONE'])),
    fill_type: honoured(optionalChoice(['stretch', 'black', 'white', 'gauss'])),
    upsample: honoured(optionalInt(0, 1)),
    hls_segment_type: honoured(optionalChoice(['mpegts', 'fmp4'])),
    hls_init_count: refused('all segments have one duration', [0, '0']),
    hls_init_interval: ignored(optionalInt(), 'it acts only with hls_init_count, which is refused'),
    hls_storage_type: honoured(optionalChoice(['composite', 'separate'])),
    rotate: honoured(optionalInt(0, 3)),
  }),
)
export type VideoProcess = z.output<typeof videoProcess>
