import { z } from 'zod'

const text = z.string().optional()
const outcome = z.enum(['success', 'fail'])
const size = z.int().min(0).optional()

/** https://www.alibabacloud.com/help/en/vod/user-guide/transcodecomplete: here numbers are numbers, but for two. */
const stream = {
  ...{ Status: outcome, JobId: z.string(), Bitrate: text, Definition: text, Duration: z.number().optional() },
  ...{ Encrypt: z.boolean().optional(), EncryptType: text, Codec: text, FileUrl: text, Format: text },
  ...{ Fps: text, Height: size, Width: size, Size: size, ErrorCode: text, ErrorMessage: text },
}
export const streamInfo = z.strictObject(stream)
export type StreamInfo = z.input<typeof streamInfo>

const head = { EventTime: z.string(), VideoId: text, Extend: text }
const failure = { ErrorCode: text, ErrorMessage: text }
/** What callbacks are told. */
export const event = z.discriminatedUnion('EventType', [
  z.strictObject({ ...head, EventType: z.literal('StreamTranscodeComplete'), ...stream }),
  z.strictObject({
    ...head,
    ...{ EventType: z.literal('TranscodeComplete'), Status: outcome, StreamInfos: z.array(streamInfo) },
  }),
  z.strictObject({
    ...{ ...head, EventType: z.literal('SnapshotComplete'), SubType: z.literal('SpecifiedTime') },
    Status: outcome,
    SnapshotInfos: z.array(
      z.strictObject({
        ...{ Status: outcome, SnapshotType: z.string(), SnapshotCount: z.int(), SnapshotFormat: text },
        ...{ SnapshotRegular: text, JobId: z.string() },
      }),
    ),
    ...failure,
  }),
  z.strictObject({
    ...{ ...head, EventType: z.literal('UploadByURLComplete'), Status: outcome, JobId: z.string() },
    ...{ SourceURL: z.string(), Size: text, ...failure },
  }),
])
export type VodEvent = z.input<typeof event>
