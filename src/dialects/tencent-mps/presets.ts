import type { JsonObject } from '../../domain/json.ts'
import { presetTemplate, type Template } from '../../domain/template.ts'
import { instant } from '../../domain/units.ts'
import {
  CLASSIC_GOP_FRAMES,
  CLASSIC_LADDER,
  HEVC_LADDER,
  LADDER_AUDIO,
  NO_FLV_HEVC,
  SOUND_PRESETS,
} from '../../wire/tencent/ladder.ts'
import { toOutputSpec } from './mapping/output-spec.ts'
import type { AudioTemplate, RawTranscodeParameter, VideoTemplate } from './schema/transcode-parameters.ts'
import { DIALECT } from './service.ts'

/** 2020-03-04T07:39:36+08:00, the creation time the service gives. */
const CREATED = instant(Date.UTC(2020, 2, 3, 23, 39, 36))

const preset = (id: number, name: string, parameters: RawTranscodeParameter): Template =>
  presetTemplate(
    { dialect: DIALECT, id: String(id), name, params: parameters as JsonObject, createdAt: CREATED },
    () => toOutputSpec(parameters, undefined, `preset ${id}`),
  )

type Container = 'mp4' | 'hls' | 'flv'

const aac = (kbps: number): AudioTemplate => ({
  Codec: 'libfdk_aac',
  Bitrate: kbps,
  SampleRate: LADDER_AUDIO.sampleRate,
  AudioChannel: LADDER_AUDIO.channels,
})
const mp3 = (kbps: number): AudioTemplate => ({ ...aac(kbps), Codec: 'libmp3lame' })

interface Picture {
  readonly codec: 'libx264' | 'libx265'
  readonly fps: number
  readonly kbps: number
  readonly long?: number
  readonly short?: number
  readonly gop?: number
  readonly profile?: VideoTemplate['VideoProfile']
}

const picture = (p: Picture): VideoTemplate => ({
  Codec: p.codec,
  Fps: p.fps,
  Bitrate: p.kbps,
  ResolutionAdaptive: 'open',
  Width: p.long ?? 0,
  Height: p.short ?? 0,
  Gop: p.gop ?? 0,
  GopUnit: 'frame',
  FillType: 'stretch',
  FpsDenominator: 1,
  Mode: 'ABR',
  BitDepth: 8,
  ...(p.profile === undefined ? {} : { VideoProfile: p.profile }),
})

const video = (container: Container, name: string, p: Picture, audio: AudioTemplate) =>
  [
    `${container.toUpperCase()}-${name}`,
    { Container: container, RemoveVideo: 0, RemoveAudio: 0, VideoTemplate: picture(p), AudioTemplate: audio },
  ] as const satisfies [string, RawTranscodeParameter]

const classic = CLASSIC_LADDER.flatMap(({ inMp4, inHls, inFlv, name, side, kbps, fps }) => {
  const p: Picture = { codec: 'libx264', fps, kbps, ...side, gop: CLASSIC_GOP_FRAMES, profile: 'high' }
  return [
    preset(inMp4, ...video('mp4', name, p, aac(LADDER_AUDIO.kbps))),
    preset(inHls, ...video('hls', name, p, aac(LADDER_AUDIO.kbps))),
    preset(inFlv, ...video('flv', name, p, mp3(LADDER_AUDIO.kbps))),
  ]
})

const hevc = HEVC_LADDER.flatMap(({ inMp4, inHls, name, side, kbps, fps }) => {
  const p: Picture = { codec: 'libx265', fps, kbps, ...side, profile: 'main' }
  return [
    preset(inMp4, ...video('mp4', `H265-${name}`, p, aac(LADDER_AUDIO.kbps))),
    preset(inHls, ...video('hls', `H265-${name}`, p, aac(LADDER_AUDIO.kbps))),
  ]
})

const current = (
  [
    [100_010, 100_210, 'libx264', 'FLU', 360, 400, 64],
    [100_020, 100_220, 'libx264', 'SD', 540, 1000, 64],
    [100_030, 100_230, 'libx264', 'HD', 720, 1800, 128],
    [100_040, 100_240, 'libx264', 'FHD', 1080, 2500, 128],
    [100_070, 100_270, 'libx264', '2K', 1440, 3000, 160],
    [100_080, 100_280, 'libx264', '4K', 2160, 6000, 160],
    [101_010, 101_210, 'libx265', 'H265-FLU', 360, 300, 64],
    [101_020, 101_220, 'libx265', 'H265-SD', 540, 800, 64],
    [101_030, 101_230, 'libx265', 'H265-HD', 720, 1500, 128],
  ] as const
).flatMap(([inMp4, inHls, codec, name, short, kbps, sound]) => {
  const p: Picture = { codec, fps: 25, kbps, short }
  return [
    preset(inMp4, ...video('mp4', name, p, aac(sound))),
    preset(inHls, ...video('hls', name, p, aac(sound))),
  ]
})

const sound = SOUND_PRESETS.map(({ id, container, kbps }) =>
  preset(id, `${container.toUpperCase()}-${kbps}k`, {
    Container: container,
    RemoveVideo: 1,
    RemoveAudio: 0,
    AudioTemplate: container === 'mp3' ? mp3(kbps) : aac(kbps),
  }),
)

const remux = (
  [
    [875, 'mp4'],
    [876, 'hls'],
  ] as const
).map(([id, container]) =>
  preset(id, `${container.toUpperCase()}-REMUX`, {
    Container: container,
    RemoveVideo: 0,
    RemoveAudio: 0,
    VideoTemplate: { Codec: 'copy', Fps: 0, Bitrate: 0 },
    AudioTemplate: { Codec: 'copy', Bitrate: 0, SampleRate: 0 },
  }),
)

/**
 * The service's built-in transcoding templates, with their published parameters. Codecs carry the encoders' names, as the
 * service answers them. `params` is a `RawTranscodeParameter`.
 */
export const PRESETS: readonly Template[] = [...classic, ...hevc, ...current, ...sound, ...remux].sort(
  (a, b) => Number(a.id) - Number(b.id),
)

const TEHD = 'Top Speed Codec encoding is the cloud service’s own'
const UNPUBLISHED = 'its parameters are not published'

/** Built-in templates of the service that cannot be used here, with the reason. */
export const UNUSABLE_PRESETS: ReadonlyMap<string, string> = new Map(
  [
    ...[100_800, 100_810, 100_820, 100_830, 100_840].map((id) => [id, TEHD] as const),
    ...HEVC_LADDER.map(({ inFlv }) => [inFlv, NO_FLV_HEVC] as const),
    ...[101_040, 101_240].map((id) => [id, UNPUBLISHED] as const),
  ].map(([id, reason]) => [String(id), reason]),
)
