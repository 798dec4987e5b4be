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
  frameRate: fraction,
  baseFrameRate: fraction,
  pixelFormat: z.string(),
  bitDepth: z.number(),
  interlaced: z.boolean(),
  color: z.object({ primaries: text, transfer: text, space: text, range: text }),
  hdr: z.enum(['sdr', 'hdr10', 'hlg', 'dolby-vision']),
  bitrate: count,
  duration: count,
  startTime: count,
  frames: count,
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
    subtitles: listOf(z.object({ index: z.number(), codec: z.string(), language: text, facts })),
    pictures: z.number().describe('Count of attached pictures (cover art).'),
    chapters: listOf(z.object({ start: z.number(), end: z.number(), title: text })).optional(),
    otherStreams: count.describe('Streams that are none of these: time codes, attachments, unknown codecs.'),
    tags: z.record(z.string(), z.string()).readonly(),
  })
  .meta({
    id: 'MediaInfo',
    description: 'What is in a media file, as measured. Seconds, bits per second and bytes.',
  })
export type MediaInfoJson = z.input<typeof MediaInfoOut>
