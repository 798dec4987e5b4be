import type { ImageFormat, ImageInfo } from '../domain/image-info.ts'
import { imageInputOptions } from '../domain/input-policy.ts'
import { fail } from '../domain/problem.ts'
import { seconds } from '../domain/units.ts'
import { runProcess } from '../engine/run.ts'
import type { Sandbox } from '../engine/sandbox.ts'
import { fieldsOf, listOf, numberOf } from './fields.ts'
import { refusalOf } from './probe-refusal.ts'
import { imageFormatOf } from './sniff-image.ts'

export interface ImageProbe {
  readonly ffprobe: string
  readonly sandbox: Sandbox
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** About 10000 frames. */
const MAX_JSON = 1024 * 1024

/**
 * What image is in the file. Every frame is decoded once: one that cannot be would be missing from the picture without a word.
 * @param file absolute, with links followed
 * @throws DomainError source-unreadable, source-unsupported, source-too-large; interrupted, unavailable
 */
export const probeImage = async (file: string, probe: ImageProbe): Promise<ImageInfo> => {
  const format = await formatOf(file)
  const { ffprobe, sandbox, timeoutMs, signal } = probe
  const entries = 'stream=width,height:frame=pts_time,pkt_duration_time'
  const outcome = await runProcess({
    program: ffprobe,
    args: [
      ...['-v', 'error', '-show_entries', entries, '-of', 'json'],
      ...imageInputOptions(format),
      ...['-i', `file:${file}`],
    ],
    sandbox,
    readablePaths: [file],
    timeoutMs,
    limits: { cpuSeconds: Math.ceil(timeoutMs / 1000) + 1, fileBytes: 0 },
    maxStdoutBytes: MAX_JSON,
    ...(signal && { signal }),
  })
  const refusal = refusalOf(outcome)
  if (refusal) throw fail(refusal.code, refusal.message, { ...refusal, cause: outcome })
  if (/exceeds specified max pixel count|Picture size \S+ is invalid/.test(outcome.stderr))
    throw fail('source-too-large', 'The image has more pixels than the server takes.')
  const json = fieldsOf(JSON.parse(outcome.stdout))
  const [stream] = listOf(json.streams)
  const frames = listOf(json.frames)
  const width = numberOf(stream ?? {}, 'width') ?? 0
  const height = numberOf(stream ?? {}, 'height') ?? 0
  const last = frames.at(-1)
  if (width <= 0 || height <= 0 || !last)
    throw fail('source-unreadable', `The image cannot be decoded as ${format.toUpperCase()}.`)
  const end = (numberOf(last, 'pts_time') ?? 0) + (numberOf(last, 'pkt_duration_time') ?? 0)
  const duration = seconds(frames.length > 1 ? end : 0)
  return { format, width, height, frames: frames.length, duration }
}

const formatOf = async (file: string): Promise<ImageFormat> => {
  const format = await imageFormatOf(file)
  if (format === undefined) throw fail('source-unsupported', 'The file is no PNG, JPEG, WebP or GIF image.')
  return format
}
