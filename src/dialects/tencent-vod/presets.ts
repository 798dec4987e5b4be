import type { JsonObject } from '../../domain/json.ts'
import { presetTemplate, type Template } from '../../domain/template.ts'
import { instant } from '../../domain/units.ts'
import {
  CLASSIC_GOP_FRAMES,
  CLASSIC_LADDER,
  HEVC_LADDER,
  LADDER_AUDIO,
  NO_FLV_HEVC,
  type Rung,
  SOUND_PRESETS,
} from '../../wire/tencent/ladder.ts'
import { toOutputSpec } from './mapping/output-spec.ts'
import type { Parameters } from './schema/transcode-template.ts'
import { DIALECT } from './service.ts'

/** The service tells no creation time of its own templates. */
const CREATED = instant(0)

const preset = (id: number, name: string, parameters: Parameters): Template =>
  presetTemplate(
    { dialect: DIALECT, id: String(id), name, params: parameters as JsonObject, createdAt: CREATED },
    () => toOutputSpec(parameters),
  )

const sound = (codec: 'libfdk_aac' | 'libmp3lame', kbps: number): Parameters['audio'] => ({
  codec,
  bitrate: kbps,
  soundSystem: LADDER_AUDIO.channels,
  sampleRate: LADDER_AUDIO.sampleRate,
})
const AAC = sound('libfdk_aac', LADDER_AUDIO.kbps)
const MP3 = sound('libmp3lame', LADDER_AUDIO.kbps)

const picture = ({ side, kbps, fps }: Rung, more: Partial<NonNullable<Parameters['video']>>) => ({
  fps,
  bitrate: kbps,
  resolutionSelfAdapting: 'open' as const,
  width: 'long' in side ? side.long : 0,
  height: 'short' in side ? side.short : 0,
  ...more,
})

const classic = CLASSIC_LADDER.flatMap((rung) => {
  const { inMp4, inHls, inFlv, name, fps } = rung
  const gop = CLASSIC_GOP_FRAMES / fps
  const video = picture(rung, { codec: 'libx264', maxGop: gop, videoProfile: 'high' })
  return [
    preset(inMp4, `MP4-${name}`, { container: 'mp4', video, audio: AAC }),
    preset(inHls, `HLS-${name}`, { container: 'hls', video, audio: AAC }),
    preset(inFlv, `FLV-${name}`, { container: 'flv', video, audio: MP3 }),
  ]
})

const hevc = HEVC_LADDER.flatMap((rung) => {
  const { inMp4, inHls, name } = rung
  const video = picture(rung, { codec: 'libx265', videoProfile: 'main' })
  return [
    preset(inMp4, `MP4-H265-${name}`, { container: 'mp4', video, audio: AAC }),
    preset(inHls, `HLS-H265-${name}`, { container: 'hls', video, audio: AAC }),
  ]
})

const soundOnly = SOUND_PRESETS.map(({ id, container, kbps }) =>
  preset(id, `${container.toUpperCase()}-${kbps}k`, {
    container,
    isFiltrateVideo: true,
    audio: sound(container === 'mp3' ? 'libmp3lame' : 'libfdk_aac', kbps),
  }),
)

const remux = [[9, 'mp4'] as const, [6, 'hls'] as const].map(([id, container]) =>
  preset(id, `${container.toUpperCase()}-REMUX`, {
    container,
    video: { codec: 'copy' },
    audio: { codec: 'copy' },
  }),
)

/** The service's built-in transcoding templates, with their published parameters. */
export const PRESETS: readonly Template[] = [...classic, ...hevc, ...soundOnly, ...remux].sort(
  (a, b) => Number(a.id) - Number(b.id),
)

/** Built-in templates of the service that cannot be used here, with the reason. */
export const UNUSABLE_PRESETS: ReadonlyMap<string, string> = new Map(
  HEVC_LADDER.map(({ inFlv }) => [String(inFlv), NO_FLV_HEVC]),
)

/** What a console says in the cloud: the templates of ConvertVodFile, and of a pull that asks for transcoding. */
export const DEFAULT_DEFINITIONS: readonly number[] = [10, 20, 30, 40, 210, 220, 230, 240]
