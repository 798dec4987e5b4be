import type { Measurement, Measurements } from '../domain/analysis.ts'
import { DEFAULT_INPUT_POLICY } from '../domain/input-policy.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type {
  AudioSpec,
  FileSpec,
  FrameSize,
  OutputSpec,
  SpriteSpec,
  StreamSpec,
  VideoSpec,
} from '../domain/output-spec.ts'
import type { Capabilities, Plan } from '../domain/plan.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import { problem } from '../domain/problem.ts'
import type { SubtitleDocument } from '../domain/subtitle-document.ts'
import { kbps, seconds } from '../domain/units.ts'
import { plan } from '../planner/plan.ts'
import { fullCapabilities } from './media-stubs.ts'

/** Wishes for tests: each function fills in an ordinary output and takes what differs. */

/** At most so high, width by the aspect ratio. */
export const height = (second: number): FrameSize => ({ by: 'sides', second, fill: 'fit', upscale: false })
export const video = (size: FrameSize = { by: 'source' }, more: Partial<VideoSpec> = {}): VideoSpec => ({
  ...{ codec: 'h264', rate: { mode: 'crf', crf: 23 }, size, copy: 'never' },
  ...more,
})
export const aac: AudioSpec = { codec: 'aac', bitrate: kbps(128), copy: 'never' }
export const mp4 = (of: Partial<FileSpec>): FileSpec => ({ kind: 'file', container: 'mp4', ...of })
export const hls = (of: Partial<StreamSpec> = {}): StreamSpec => ({
  kind: 'stream',
  protocol: 'hls',
  segmentFormat: 'fmp4',
  segmentDuration: seconds(4),
  master: true,
  renditions: [{ name: '720p', video: video(height(720)) }],
  audio: aac,
  audioPlacement: 'muxed',
  ...of,
})
export const ladder = (caps: Record<number, number>) =>
  Object.entries(caps)
    .map(([h, k]) => ({
      name: `${h}p`,
      video: video(height(Number(h)), { rate: { mode: 'crf', crf: 23, maxBitrate: kbps(k) } }),
    }))
    .reverse()
export const FOUR_RUNGS = { 360: 800, 480: 1400, 720: 2800, 1080: 5000 }
export const sprite: SpriteSpec = {
  kind: 'sprite',
  every: { seconds: 10 },
  columns: 5,
  rows: 4,
  tileWidth: 160,
  tileHeight: 90,
}

/** What was measured; where frames stand, nobody could look. */
class Unlooked extends Map<string, Measurement> {
  override get(key: string): Measurement | undefined {
    return super.get(key) ?? (key.includes('"which":"all"') ? UNLOOKED : undefined)
  }
}
const UNLOOKED: Measurement = { what: 'failed', problem: problem('encode-failed', 'Nobody looked.') }

/** The plan of outputs numbered as they stand. */
export const planOf = (
  media: MediaInfo,
  specs: readonly OutputSpec[],
  capabilities: Capabilities = fullCapabilities,
  inputs: readonly PlanInput[] = [],
  measurements?: Measurements,
): Plan =>
  plan({
    media,
    inputs,
    measurements: new Unlooked(measurements ?? []),
    outputs: specs.map((spec, index) => ({ index, name: `out${index}`, spec })),
    capabilities,
    policy: DEFAULT_INPUT_POLICY,
  })

/** What tracks of text say, as if it had been read: by index and codec. */
export const readTracks = (
  ...tracks: readonly (readonly [stream: number, codec: string, document: SubtitleDocument])[]
): Measurements =>
  new Map(
    tracks.map(([stream, codec, document]) => [
      JSON.stringify([{ what: 'subtitles', stream, codec }]),
      { what: 'subtitles', document },
    ]),
  )

/** Everything its commands are told. */
export const argsOf = (p: Plan): readonly string[] =>
  p.steps.flatMap((s) => s.commands.flatMap((c) => c.args))

/** Two files, an adaptive stream and the sound alone, all with one setting for the sound. */
export const SEED_TASK: readonly OutputSpec[] = [
  mp4({ video: video(height(1080)), audio: aac }),
  mp4({ video: video(height(720)), audio: aac }),
  hls({ segmentFormat: 'ts', renditions: ladder({ 480: 1400, 720: 2800 }) }),
  mp4({ container: 'm4a', audio: aac }),
]
