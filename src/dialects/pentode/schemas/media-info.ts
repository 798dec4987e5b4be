import { z } from 'zod'
import { listOf } from './fields.ts'

const fraction = z.string().describe('An exact fraction, such as `30000/1001`.')
const text = z.string().optional()
const count = z.number().optional()

const facts = z
  .object({
    codecName: text,
    tag: z.object({ text: z.string(), hex: z.string() }).optional(),
    timeBase: fraction.optional(),
    title: text,
    dispositions: listOf(z.string()).optional(),
  })
  .optional()
  .describe('What the container says of the stream.')

const point = z.tuple([z.number(), z.number()]).readonly()

const HdrMetadata = z
  .object({
    mastering: z
      .object({
        ...{ red: point, green: point, blue: point, white: point },
        ...{ minLuminance: z.number(), maxLuminance: z.number() },
      })
      .optional()
      .describe('CIE 1931 x and y; cd/m².'),
    maxCll: count.describe('Brightest pixel, cd/m².'),
    maxFall: count.describe('Brightest frame on average, cd/m².'),
  })
  .describe('What an HDR picture says of its light (SMPTE ST 2086, CTA-861.3).')

const VideoStream = z.object({
  index: z.number(),
  codec: z.string(),
  profile: text,
  level: count,
  codecString: text.describe('RFC 6381.'),
  width: z.number().describe('Stored width, before rotation and sample aspect ratio.'),
  height: z.number(),
  displayWidth: z.number(),
  displayHeight: z.number(),
  sampleAspect: fraction,
  rotation: z.number().describe('Clockwise degrees a player turns the picture by.'),
  mirrored: z.literal(true).optional().describe('It is mirrored left to right before it is turned.'),
  frameRate: fraction,
  baseFrameRate: fraction,
  pixelFormat: z.string(),
  bitDepth: z.number(),
  interlaced: z.boolean(),
  fieldOrder: z.enum(['top', 'bottom']).optional().describe('The field that comes first in time.'),
  color: z.object({ primaries: text, transfer: text, space: text, range: text }),
  hdr: z.enum(['sdr', 'hdr10', 'hlg', 'dolby-vision']),
  hdrMetadata: HdrMetadata.optional(),
  dolbyVision: z
    .object({
      profile: z.number(),
      compatibility: z
        .number()
        .describe('What the base layer is by itself: 0 nothing, 1 and 6 HDR10, 2 SDR, 4 HLG.'),
    })
    .optional(),
  bitrate: count,
  duration: count,
  startTime: count,
  frames: count,
  firstShown: count.describe(
    'When its first picture can be seen, where what stands before it was cut from its key frame.',
  ),
  maxKeyframeInterval: count,
  language: text,
  reorderedFrames: count.describe('How many frames may be shown later than they are decoded.'),
  facts,
})

const AudioStream = z.object({
  index: z.number(),
  codec: z.string(),
  profile: text,
  codecString: text,
  sampleRate: z.number(),
  channels: z.number(),
  layout: text,
  bitrate: count,
  duration: count,
  startTime: count,
  language: text,
  default: z.boolean(),
  sampleFormat: text,
  bitDepth: count.describe('Of lossless sound.'),
  facts,
})

/** What is in a media file, as measured. Seconds, bits per second, bytes; codec names are FFmpeg's. */
export const MediaInfoOut = z
  .object({
    container: z.string(),
    size: z.number(),
    duration: z.number(),
    startTime: z.number(),
    bitrate: z.number(),
    video: listOf(VideoStream),
    audio: listOf(AudioStream),
    subtitles: listOf(
      z.object({
        ...{ index: z.number(), codec: z.string(), language: text },
        cues: z.number().optional().describe('Of outputs, where they were counted.'),
        facts,
      }),
    ),
    pictures: z.number().describe('Count of attached pictures (cover art).'),
    chapters: listOf(z.object({ start: z.number(), end: z.number(), title: text })).optional(),
    otherStreams: count.describe(
      'Streams that are none of these: time codes, attachments, unknown codecs, those of other programs.',
    ),
    programs: count.describe(
      'How many programs a transport stream carries, if several. All that is said is of the first with a picture.',
    ),
    tags: z.record(z.string(), z.string()).readonly(),
  })
  .meta({
    id: 'MediaInfo',
    description: 'What is in a media file, as measured. Seconds, bits per second and bytes.',
  })
export type MediaInfoJson = z.input<typeof MediaInfoOut>
