import type { Submission } from '../../../app/submit-task.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { AnimationSpec } from '../../../domain/output-spec.ts'
import type { Pipeline } from '../../../domain/pipeline.ts'
import { fail } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import type { AnimationConfig, SubmitAnimationRequest } from '../schema/animation.ts'
import { ANIMATIONS_DIALECT } from '../service.ts'
import { spanOf } from './features.ts'
import { toObject } from './locations.ts'
import { motionOf } from './output-spec.ts'
import { keep, listedSingle, type SingleJob, singleTask, wholeSingle } from './single-job.ts'
import { present } from './snapshots.ts'
import { frameSize } from './video.ts'

/** One moving picture without sound, played for ever. @throws DomainError value-out-of-range, invalid-parameter */
export const toAnimationSpec = (config: AnimationConfig, at: string): AnimationSpec => {
  const { Format: format, Width, Height, LongShortMode = true } = config
  if (format === undefined) throw fail('missing-parameter', 'absent', { path: `${at}.Format` })
  const range = spanOf(config.TimeSpan, `${at}.TimeSpan`)
  return {
    ...{ kind: 'animation', format, frameRate: motionOf(config.Fps), plays: 0 },
    size: frameSize({ Width, Height, LongShortMode }, undefined),
    ...(range === undefined ? {} : { range }),
  }
}

/** A SubmitDynamicImageJob request as a task to be. @throws DomainError invalid-parameter, value-out-of-range */
export const toAnimationTask = (
  asked: SubmitAnimationRequest,
  whole: JsonObject,
  template: AnimationConfig,
  pipeline: Pipeline | undefined,
): Submission => {
  const { TemplateId, OverwriteParams = {} } = asked.TemplateConfig
  const config: AnimationConfig = { ...template, ...present(OverwriteParams) }
  const spec = toAnimationSpec(config, 'TemplateConfig.OverwriteParams')
  return {
    ...singleTask(asked, keep(whole, config), pipeline),
    dialect: ANIMATIONS_DIALECT,
    outputs: [
      { name: 'animation', template: TemplateId, spec, destination: toObject(asked.Output, 'Output') },
    ],
  }
}

/** The animation of a task of any API; undefined when it makes none. */
export const animationOf = (task: Task): SingleJob | undefined => {
  const output = task.outputs.find(({ spec }) => spec.kind === 'animation')
  return output && { task, output }
}

export const listedAnimation = (job: SingleJob) => listedSingle(job, job.output.destination.key)
/** @param urlOf makes the address of what is there */
export const wholeAnimation = (job: SingleJob, urlOf: (place: { bucket: string; key: string }) => string) => {
  const { state, destination } = job.output
  return {
    ...wholeSingle(job, destination.key),
    ...(state.status === 'succeeded' ? { OutputUrl: urlOf(destination) } : {}),
  }
}
