import type { LinkMaker } from '../../../app/links.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { Output, OutputResult, Task } from '../../../domain/task.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { DIALECT } from '../service.ts'
import { isDefinition, playDefinition } from './definitions.ts'
import { bitrateOf, encryptionOf, formatOfOutput, kilobits, pictureOf } from './file.ts'
import { jobIdOf } from './job-id.ts'
import { readOutputName } from './submission.ts'
import { jobsOf } from './task.ts'

/** A finished output that can be played, with the task it came from. */
export interface Stream {
  readonly task: Task
  readonly output: Output
  readonly result: OutputResult
  readonly media: MediaInfo
  readonly format: string
  /** In the words of players; of an output of another API it is its name there. */
  readonly definition: string
  readonly type: 'video' | 'audio'
}

export interface Wish {
  readonly formats: readonly string[]
  readonly definitions: readonly string[]
  readonly types: readonly string[]
  /** Otherwise the newest one of each format and definition. */
  readonly all: boolean
}

const definitionOf = (task: Task, output: Output): string => {
  const { definition } = readOutputName(output.name)
  return task.dialect === DIALECT && isDefinition(definition) ? playDefinition(definition) : output.name
}

/** @param tasks the newest first */
export const streamsOf = (tasks: readonly Task[], wish: Wish): readonly Stream[] => {
  const seen = new Set<string>()
  return tasks.flatMap(jobsIn).filter(({ format, definition, type }) => {
    if (wish.formats.length > 0 && !wish.formats.includes(format)) return false
    if (wish.definitions.length > 0 && !wish.definitions.includes(definition)) return false
    if (wish.types.length > 0 && !wish.types.includes(type)) return false
    const key = `${format} ${definition}`
    if (!wish.all && seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const jobsIn = (task: Task): readonly Stream[] =>
  jobsOf(task).flatMap((output): readonly Stream[] => {
    if (output.state.status !== 'succeeded') return []
    const { result } = output.state
    const { media } = result
    if (!media) return []
    return [
      {
        task,
        output,
        result,
        media,
        format: formatOfOutput(output),
        definition: definitionOf(task, output),
        type: media.video.length > 0 ? 'video' : 'audio',
      },
    ]
  })

const CODEC_NAMES: Readonly<Record<string, string>> = { h264: 'H264', hevc: 'H265' }

export const describeStream = (
  { task, output, result, media, format, definition, type }: Stream,
  urlOf: LinkMaker,
  seconds: number | undefined,
) => {
  const video = media.video[0]
  const codec = video && (CODEC_NAMES[video.codec] ?? video.codec.toUpperCase())
  const { Fps } = pictureOf(media)
  const EncryptType = encryptionOf(output)
  const finished = output.state.status === 'succeeded' ? output.state.finishedAt : task.createdAt
  return {
    JobId: jobIdOf(task.id, output.index),
    PlayURL: urlOf(output.destination, { seconds }),
    Format: format,
    Definition: definition,
    ...(video
      ? { Width: video.width, Height: video.height, Fps: String(Fps), BitDepth: video.bitDepth }
      : {}),
    ...(codec === undefined ? {} : { CodecName: codec, Specification: `${codec}.${definition}` }),
    Size: result.size,
    Bitrate: kilobits(bitrateOf(result)),
    Duration: media.duration.toFixed(4),
    ...(EncryptType === undefined ? { Encrypt: 0 } : { Encrypt: 1, EncryptType }),
    StreamType: type,
    Status: 'Normal' as const,
    CreationTime: spellTime(task.createdAt),
    ModificationTime: spellTime(finished),
  }
}
