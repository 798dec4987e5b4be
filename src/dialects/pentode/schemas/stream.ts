import { z } from 'zod'
import type { EncryptionSpec, StreamSpec } from '../../../domain/stream-spec.ts'
import { seconds } from '../../../domain/units.ts'
import { AudioJson } from './audio.ts'
import { JoinJson } from './join.ts'
import { QualityJson } from './quality.ts'
import { CutRangeJson } from './range.ts'
import { subtitleFields } from './subtitles.ts'
import { TrackChoiceJson } from './track-choice.ts'
import { VideoJson } from './video.ts'

const RenditionJson = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'not 1 to 32 letters, digits, "-" or "_"'),
  video: VideoJson,
  audio: AudioJson.exactOptional().describe("Of muxed sound: this rendition's own, not the stream's."),
})

const hex16 = () => z.string().regex(/^[0-9A-Fa-f]{32}$/, 'not 32 hex digits')
const keyUri = () =>
  z
    .string()
    .min(1)
    .max(2048)
    .regex(/^[^\s"\p{Cc}]+$/u, 'not a URI without blanks and quotes')

const groupName = () => z.string().regex(/^[^"\p{Cc}]{1,64}$/u, 'not 1 to 64 characters without quotes')

const KeysJson = z
  .discriminatedUnion('from', [
    z.strictObject({
      from: z.literal('given'),
      given: z
        .array(
          z.strictObject({
            key: hex16().describe('32 hex digits. Never shown again.'),
            uri: keyUri().describe('How players find the key; it is yours to serve.'),
          }),
        )
        .min(1)
        .max(1000)
        .readonly(),
    }),
    z.strictObject({
      from: z.literal('generated'),
      uri: keyUri()
        .exactOptional()
        .describe('How players find the keys; `{number}` counts them. Absent: where they are published.'),
    }),
  ])
  .describe('Given keys are used in turn; generated ones are published beside the entry playlist.')

const WholeEncryptionJson = z.strictObject({
  // Optional for the union, which must find the method that is not named.
  method: z.literal('aes-128').optional().default('aes-128'),
  keys: KeysJson.prefault({ from: 'generated' }),
  iv: hex16().exactOptional().describe("For every segment. Absent: the segment's number."),
  rotateEvery: z.int().min(1).max(100_000).exactOptional().describe('A new key after so many segments.'),
})

const commonEncryption = () => ({
  keys: KeysJson.prefault({ from: 'generated' }),
  keyId: hex16().exactOptional().describe('What players know the key by. Absent: made up.'),
})

const EncryptionJson = z
  .discriminatedUnion('method', [
    WholeEncryptionJson,
    z.strictObject({
      method: z.literal('sample-aes'),
      ...commonEncryption(),
      iv: hex16().exactOptional().describe('Absent: made up, for each rendition.'),
    }),
    z.strictObject({ method: z.literal('cenc'), ...commonEncryption() }),
  ])
  .meta({
    id: 'Encryption',
    description:
      '`aes-128` encrypts the segments of HLS whole. `sample-aes` (the scheme `cbcs`) and `cenc` encrypt pictures and sound within fMP4 segments, for HLS and DASH, by one key: common encryption, ISO/IEC 23001-7.',
  }) satisfies z.ZodType<EncryptionSpec>

export const StreamJson = z
  .strictObject({
    kind: z.literal('stream'),
    protocol: z
      .enum(['hls', 'dash', 'hls+dash'])
      .default('hls')
      .describe('`hls+dash`: two manifests over the same fMP4 segments.'),
    segmentFormat: z.enum(['ts', 'fmp4']).default('fmp4'),
    segmentFiles: z
      .enum(['apart', 'joined'])
      .exactOptional()
      .describe(
        '`joined`: each rendition is one file, read by byte ranges. Absent: a file for each segment.',
      ),
    segmentDuration: z.number().min(1).max(30).transform(seconds).prefault(4).describe('Seconds.'),
    master: z
      .boolean()
      .default(true)
      .describe('`false`: exactly one rendition, whose playlist is the result.'),
    renditions: z.array(RenditionJson).min(1).max(12),
    audio: AudioJson.exactOptional(),
    audioPlacement: z
      .enum(['muxed', 'separate'])
      .optional()
      .describe('In every rendition, as HLS has it by default, or once for all of them, as DASH needs it.'),
    audioTracks: TrackChoiceJson.exactOptional().describe('Absent: the default track.'),
    ...subtitleFields(' that are text, as WebVTT'),
    groups: z
      .strictObject({ audio: groupName().exactOptional(), subtitles: groupName().exactOptional() })
      .exactOptional()
      .describe('What HLS calls its groups. Absent: `audio` and `subtitles`.'),
    iFrames: z.boolean().exactOptional().describe('Playlists of key frames alone, for fast winding in HLS.'),
    encryption: EncryptionJson.exactOptional(),
    quality: QualityJson().exactOptional(),
    range: CutRangeJson.exactOptional(),
    join: JoinJson.exactOptional(),
  })
  .superRefine(({ master, renditions, audio, audioPlacement }, context) => {
    const refuse = (message: string, path: string) =>
      context.addIssue({ code: 'custom', message, path: [path] })
    if (new Set(renditions.map((r) => r.name)).size < renditions.length)
      refuse('two renditions have the same name', 'renditions')
    if (!master && renditions.length > 1) refuse('several renditions need a master playlist', 'master')
    if (!master && audio && audioPlacement === 'separate')
      refuse('separate audio needs a master playlist', 'audioPlacement')
  })
  .transform((stream) => ({
    ...stream,
    audioPlacement: stream.audioPlacement ?? (stream.protocol === 'hls' ? 'muxed' : 'separate'),
  }))
  .meta({
    id: 'StreamSpec',
    description: 'A segmented stream of one or more renditions: HLS, DASH, or both over the same segments.',
  }) satisfies z.ZodType<StreamSpec>
