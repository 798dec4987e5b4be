import type { Submission } from '../../../app/submit-task.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { Pipeline } from '../../../domain/pipeline.ts'
import type { Output, Task } from '../../../domain/task.ts'
import { SNAPSHOT_TYPES, type SnapshotConfig, type SnapshotType } from '../schema/snapshot.ts'
import type { SubmitSnapshotRequest } from '../schema/snapshot-job.ts'
import { SNAPSHOTS_DIALECT } from '../service.ts'
import { toObject } from './locations.ts'
import { keep, listedSingle, type SingleJob, singleTask, wholeSingle } from './single-job.ts'
import { overwrite, PLACEHOLDERS, snapshotPlace, toSnapshotSpec, typeOf } from './snapshots.ts'

/** A SubmitSnapshotJob request as a task to be. @throws DomainError invalid-parameter, value-out-of-range */
export const toSnapshotTask = (
  asked: SubmitSnapshotRequest,
  whole: JsonObject,
  template: SnapshotConfig,
  pipeline: Pipeline | undefined,
): Submission => {
  const config = overwrite(template, asked.TemplateConfig.OverwriteParams)
  const spec = toSnapshotSpec(config, 'TemplateConfig.OverwriteParams')
  const type = typeOf(config)
  const destination = snapshotPlace(spec, type, toObject(asked.Output, 'Output'), 'Output.Media')
  return {
    ...singleTask(asked, keep(whole, config), pipeline),
    dialect: SNAPSHOTS_DIALECT,
    outputs: [{ name: type, template: asked.TemplateConfig.TemplateId, spec, destination }],
  }
}

/** The pictures of a task of any API; undefined when it makes none. */
export const picturesOf = (task: Task): SingleJob | undefined => {
  const output = task.outputs.find(({ spec }) => spec.kind === 'snapshots' || spec.kind === 'sprite')
  return output && { task, output }
}

/** Outputs are named after the type of picture they hold; those of other APIs are told by what they are. */
const kindOf = ({ name, spec }: Output): SnapshotType =>
  SNAPSHOT_TYPES.find((type) => type === name) ?? (spec.kind === 'sprite' ? 'WebVtt' : 'Normal')

/** The key as it was asked for. */
const askedKey = (output: Output): string => {
  const { key, parts } = output.destination
  const type = kindOf(output)
  if (type === 'WebVtt') return key
  const whole = type === 'Sprite' ? key.replace(/[^/]*$/, parts?.sheet ?? '') : key
  return whole.replace('{number}', PLACEHOLDERS[type])
}

const picturesMade = (output: Output) => {
  const result = output.state.status === 'succeeded' ? output.state.result : undefined
  const count = result?.sprite?.count ?? result?.pictures?.length
  return {
    ...{ Type: kindOf(output), Async: true as const },
    ...(count === undefined ? {} : { Count: count }),
  }
}

export const listedSnapshots = (job: SingleJob) => ({
  ...listedSingle(job, askedKey(job.output)),
  ...picturesMade(job.output),
})
export const wholeSnapshots = (job: SingleJob) => ({
  ...wholeSingle(job, askedKey(job.output)),
  ...picturesMade(job.output),
})
