import type { LinkMaker } from '../../../app/links.ts'
import type { Notice } from '../../../domain/callback.ts'
import { isTerminal, type Output, type Task, taskStatus } from '../../../domain/task.ts'
import type { Instant } from '../../../domain/units.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import type { StreamInfo, VodEvent } from '../schema/events.ts'
import { SNAPSHOTS_DIALECT } from '../service.ts'
import { isDefinition, playDefinition } from './definitions.ts'
import { bitrateOf, encryptionOf, formatOfOutput, kilobits, pictureOf } from './file.ts'
import { jobIdOf } from './job-id.ts'
import { patternUrl, shownKeys } from './snapshots.ts'
import { readOutputName } from './submission.ts'
import { failureOf, jobsOf } from './task.ts'
import { extendOf } from './user-data.ts'

/** What is to be told of a notice; undefined when this service has no word for it, or no longer. */
export const eventOf = ({ cause, at }: Notice, task: Task, urlOf: LinkMaker): VodEvent | undefined => {
  if (cause.type === 'task.finished') {
    if (!isTerminal(taskStatus(task.outputs))) return undefined
    return task.dialect === SNAPSHOTS_DIALECT ? snapshotsMade(task, at, urlOf) : transcoded(task, at, urlOf)
  }
  const output = task.outputs[cause.output]
  if (!output || !isTerminal(output.state.status)) return undefined
  if (output.spec.kind === 'original') return uploaded(task, output, at)
  return jobsOf(task).includes(output)
    ? {
        ...{ EventType: 'StreamTranscodeComplete', ...head(task, at) },
        ...streamOf(task, output, urlOf),
      }
    : undefined
}

const head = (task: Task, at: Instant) => ({
  EventTime: spellTime(at),
  ...(task.asset === undefined ? {} : { VideoId: task.asset }),
  ...extendOf(task),
})

const outcomeOf = ({ state }: Output) => (state.status === 'succeeded' ? 'success' : 'fail')

const transcoded = (task: Task, at: Instant, urlOf: LinkMaker): VodEvent | undefined => {
  const jobs = jobsOf(task)
  return jobs.length === 0
    ? undefined
    : {
        ...{ EventType: 'TranscodeComplete', ...head(task, at) },
        // One stream is enough for the service to speak of success.
        Status: jobs.some((job) => outcomeOf(job) === 'success') ? 'success' : 'fail',
        StreamInfos: jobs.map((job) => streamOf(task, job, urlOf)),
      }
}

const streamOf = (task: Task, output: Output, urlOf: LinkMaker): StreamInfo => {
  const { definition } = readOutputName(output.name)
  return {
    ...{ Status: outcomeOf(output), JobId: jobIdOf(task.id, output.index) },
    ...(isDefinition(definition) ? { Definition: playDefinition(definition) } : {}),
    ...failureOf(output),
    ...fileOf(output, urlOf),
  }
}

const fileOf = (output: Output, urlOf: LinkMaker): Partial<StreamInfo> => {
  if (output.state.status !== 'succeeded') return {}
  const { result } = output.state
  const { media } = result
  const { Width, Height, Fps } = pictureOf(media)
  const codec = media?.video[0]?.codec ?? media?.audio[0]?.codec
  const EncryptType = encryptionOf(output)
  return {
    ...{ FileUrl: urlOf(output.destination), Format: formatOfOutput(output), Size: result.size },
    ...(media ? { Bitrate: kilobits(bitrateOf(result)), Duration: media.duration } : {}),
    ...(codec === undefined ? {} : { Codec: codec }),
    ...(Width === undefined ? {} : { Width: Number(Width), Height: Number(Height), Fps }),
    ...{ Encrypt: EncryptType !== undefined, ...(EncryptType === undefined ? {} : { EncryptType }) },
  }
}

const snapshotsMade = (task: Task, at: Instant, urlOf: LinkMaker): VodEvent => {
  const failed = task.outputs.find((output) => outcomeOf(output) === 'fail')
  return {
    ...{ EventType: 'SnapshotComplete', ...head(task, at), SubType: 'SpecifiedTime' },
    Status: failed ? 'fail' : 'success',
    SnapshotInfos: task.outputs.map((output) => {
      const { bucket } = output.destination
      const SnapshotCount = shownKeys(output).length
      return {
        ...{ Status: outcomeOf(output), SnapshotType: output.name, SnapshotCount, JobId: task.id },
        ...(SnapshotCount === 0
          ? {}
          : { SnapshotFormat: 'jpg', SnapshotRegular: patternUrl(output, (key) => urlOf({ bucket, key })) }),
      }
    }),
    ...(failed ? failureOf(failed) : {}),
  }
}

const uploaded = (task: Task, output: Output, at: Instant): VodEvent | undefined => {
  if (task.source.from !== 'url') return undefined
  const { VideoId, ...rest } = head(task, at)
  const { state } = output
  return {
    ...{ EventType: 'UploadByURLComplete', ...rest, JobId: task.id, SourceURL: task.source.url },
    Status: outcomeOf(output),
    ...(state.status === 'succeeded'
      ? { ...(VideoId === undefined ? {} : { VideoId }), Size: String(state.result.size) }
      : failureOf(output)),
  }
}
