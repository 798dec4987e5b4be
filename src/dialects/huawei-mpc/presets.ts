import type { JsonObject } from '../../domain/json.ts'
import { presetTemplate, type Template } from '../../domain/template.ts'
import { instant } from '../../domain/units.ts'
import { PACK, toOutputSpec } from './mapping/output-spec.ts'
import type { Parameters } from './schema/parameters.ts'
import { DIALECT } from './service.ts'

const CREATED = instant(Date.UTC(2020, 0, 1))

const preset = (id: number, template_name: string, parameters: Parameters): Template =>
  presetTemplate(
    {
      dialect: DIALECT,
      id: String(id),
      name: template_name,
      params: { template_name, ...parameters } as JsonObject,
      createdAt: CREATED,
    },
    () => toOutputSpec(parameters, { at: `preset ${id}` }),
  )

const video = (codec: 1 | 2, width: number, height: number, bitrate: number) => ({
  output_policy: 'transcode' as const,
  codec,
  bitrate,
  profile: codec === 1 ? (3 as const) : (4 as const),
  level: 15,
  preset: 1 as const,
  max_iframes_interval: 5,
  frame_rate: 0,
  width,
  height,
})
const aac = (bitrate: number) => ({
  output_policy: 'transcode' as const,
  codec: 1 as const,
  sample_rate: 4,
  bitrate,
  channels: 2 as const,
})
const NO_VIDEO = { output_policy: 'discard' as const }

/** Name, picture, video and audio bitrate in kbit/s; ids of MP4 and HLS, in H.264 and H.265. */
const LADDER = [
  { name: '480x270', size: [480, 270], kbps: 200, sound: 64, ids: { h264: [14, 4], h265: [114, 104] } },
  { name: '854x480', size: [856, 480], kbps: 600, sound: 64, ids: { h264: [15, 5], h265: [115, 105] } },
  { name: '1280x720', size: [1280, 720], kbps: 1500, sound: 128, ids: { h264: [16, 6], h265: [116, 106] } },
  { name: '1920x1080', size: [1920, 1080], kbps: 3000, sound: 128, ids: { h264: [17, 7], h265: [117, 107] } },
  { name: '2560x1440', size: [2560, 1440], kbps: 6000, sound: 128, ids: { h264: [18, 8], h265: [118, 108] } },
  {
    name: '3840x2160',
    size: [3840, 2160],
    kbps: 12_000,
    sound: 128,
    ids: { h264: [19, 9], h265: [119, 109] },
  },
] as const

const pictures = LADDER.flatMap(({ name, size: [width, height], kbps, sound, ids }) =>
  (['h264', 'h265'] as const).flatMap((codec) => {
    const [inMp4, inHls] = ids[codec]
    const label = codec === 'h264' ? 'H.264' : 'H.265'
    // H.265 needs a multiple of 4, and about two thirds of the bits.
    const picture =
      codec === 'h264'
        ? video(1, width, height, kbps)
        : video(2, width, height - (height % 4), Math.round((kbps * 2) / 3))
    const parts = { video: picture, audio: aac(sound) }
    return [
      preset(inMp4, `MP4_${label}_${name}`, { ...parts, common: { pack_type: PACK.mp4 } }),
      preset(inHls, `HLS_${label}_${name}`, { ...parts, common: { pack_type: PACK.hls, hls_interval: 5 } }),
    ]
  }),
)

const sounds = [
  preset(30, 'MP3_128k', {
    video: NO_VIDEO,
    audio: { ...aac(128), codec: 4 },
    common: { pack_type: PACK.mp3 },
  }),
  preset(31, 'MP4_AAC_128k', { video: NO_VIDEO, audio: aac(128), common: { pack_type: PACK.mp4 } }),
]

const copies = (
  [
    [40, 'MP4_COPY', PACK.mp4],
    [41, 'HLS_COPY', PACK.hls],
  ] as const
).map(([id, name, pack_type]) =>
  preset(id, name, {
    video: { output_policy: 'copy' },
    audio: { output_policy: 'copy' },
    common: { pack_type },
  }),
)

/**
 * Built-in templates. The service shows its own only in its console and publishes no ids or parameters; these are Pentode's.
 * Id 4 makes HLS of 480x270 in H.264, as in the service's examples, with AAC sound in place of HE-AAC.
 */
export const PRESETS: readonly Template[] = [...pictures, ...sounds, ...copies].sort(
  (a, b) => Number(a.id) - Number(b.id),
)
