import { hash } from 'node:crypto'
import { type Output, type OutputResult, type Task, taskStatus } from '../../../domain/task.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { errors } from '../errors.ts'
import type { OutputGroup } from '../schema/config.ts'
import type { GroupDetail, OutFileMeta, OutputDetail } from '../schema/job.ts'
import { describeFile } from './file-meta.ts'
import { renditionName } from './groups.ts'
import { type OssObject, spellObject } from './locations.ts'
import { GROUP_STATUS, OUTPUT_STATUS } from './states.ts'
import { OUTPUT_NAMES } from './submission.ts'

/** Parts of a job have ids of 32 hex digits of their own, always the same for the same part. */
const partId = (task: Task, part: string): string => hash('md5', `${task.id}/${part}`)

/** `Code` and `Message` of what failed. */
export const failureOf = ({ state }: Output): { Code?: string; Message?: string } =>
  state.status === 'failed' ? { Code: errors[state.problem.code].code, Message: state.problem.message } : {}

const finishOf = ({ state }: Output): { FinishTime?: string } =>
  'finishedAt' in state ? { FinishTime: spellTime(state.finishedAt) } : {}

/** Some known fields of an output, plus what was made of it. */
const detail = (
  task: Task,
  output: Output,
  part: string,
  name: string | undefined,
  made: { target: OssObject; meta: OutFileMeta | undefined } | undefined,
): OutputDetail => ({
  TaskId: partId(task, part),
  ...(name === undefined ? {} : { Name: name }),
  Status: OUTPUT_STATUS[output.state.status],
  ...failureOf(output),
  CreateTime: spellTime(task.createdAt),
  ...finishOf(output),
  ...(made
    ? {
        Result: {
          OutputFile: { Type: 'OSS', Media: spellObject(made.target), Url: spellObject(made.target) },
          ...(made.meta ? { OutFileMeta: made.meta } : {}),
        },
      }
    : {}),
})

const resultOf = ({ state }: Output): OutputResult | undefined =>
  state.status === 'succeeded' ? state.result : undefined

/** An output that is one file or one playlist. */
export const outputDetail = (task: Task, output: Output, name: string | undefined): OutputDetail => {
  const result = resultOf(output)
  const { bucket, key } = output.destination
  const bitrate = result?.renditions?.[0]?.averageBitrate ?? result?.media?.bitrate ?? 0
  const made = result && {
    target: { bucket, key },
    meta: result.media && describeFile(result.media, { bucket, key }, result.size, bitrate),
  }
  return detail(task, output, output.name, name, made)
}

/** One rendition of a stream. One that was not worth making, being larger than the source, is skipped. */
const renditionDetail = (
  task: Task,
  output: Output,
  name: string | undefined,
  rendition: string,
): OutputDetail => {
  const result = resultOf(output)
  const { bucket, key } = output.destination
  const stem = key.slice(0, key.lastIndexOf('/') + 1) + rendition
  const mine = (result?.files ?? []).filter(
    (file) =>
      file.key === `${stem}.m3u8` ||
      (file.key.startsWith(`${stem}-`) &&
        /^(?:\d+|init|subtitles)\.\w+$/.test(file.key.slice(stem.length + 1))),
  )
  const part = `${output.name}/${rendition}`
  const main = mine.find((file) => file.role === 'playlist' || file.role === 'subtitles') ?? mine[0]
  if (!result || !main) {
    const plain = detail(task, output, part, name, undefined)
    return result ? { ...plain, Status: 'Skipped' } : plain
  }
  const made = result.renditions?.find((r) => r.name === rendition)
  const target = { bucket, key: made?.key ?? main.key }
  const size = mine.reduce((sum, file) => sum + file.size, 0)
  const meta = made && describeFile(made.media, target, size, made.averageBitrate)
  return detail(task, output, part, name, { target, meta })
}

/** A group and its outputs. */
export const groupDetail = (task: Task, group: OutputGroup, g: number): GroupDetail => {
  const find = (name: string) => task.outputs.find((output) => output.name === name)
  const stream = find(OUTPUT_NAMES.group(g))
  const parts: readonly Output[] = stream
    ? [stream]
    : group.Outputs.flatMap((_, i) => find(OUTPUT_NAMES.groupFile(g, i)) ?? [])
  const failed = parts.find((output) => output.state.status === 'failed')
  const ends = parts.map((output) => ('finishedAt' in output.state ? output.state.finishedAt : undefined))
  const end = ends.includes(undefined) ? undefined : ends.reduce((a, b) => ((a ?? 0) > (b ?? 0) ? a : b))
  return {
    TaskId: partId(task, OUTPUT_NAMES.group(g)),
    ...(group.Name === undefined ? {} : { Name: group.Name }),
    Status: GROUP_STATUS[taskStatus(parts)],
    ...(failed ? failureOf(failed) : {}),
    CreateTime: spellTime(task.createdAt),
    ...(end === undefined ? {} : { FinishTime: spellTime(end) }),
    Outputs: stream
      ? group.Outputs.map((output, i) =>
          renditionDetail(task, stream, output.Name, renditionName(output, String(i))),
        )
      : parts.map((output, i) => outputDetail(task, output, group.Outputs[i]?.Name)),
  }
}
