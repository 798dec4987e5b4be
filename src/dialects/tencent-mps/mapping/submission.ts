import type { Submission } from '../../../app/submit-task.ts'
import type { Json } from '../../../domain/json.ts'
import { fail } from '../../../domain/problem.ts'
import type { NumberFormatInput } from '../schema/number-format.ts'
import type { ProcessMediaRequest } from '../schema/process-media.ts'
import type { RawTranscodeParameter } from '../schema/transcode-parameters.ts'
import { DIALECT, SESSION_WINDOW } from '../service.ts'
import { placeAdaptive } from './adaptive-task.ts'
import { withoutKeys } from './drm.ts'
import { inheritBucket, toSource } from './locations.ts'
import { withoutNotifyKey } from './notify.ts'
import type { Mark } from './overlays.ts'
import { type PathContext, toFolder, toNumbers } from './paths.ts'
import { placeAnimation, placeSamples, placeSnapshots } from './picture-tasks.ts'
import { placeSprite } from './sprite-task.ts'
import { BUILT_IN, type KindSpecs } from './template-kinds.ts'
import { effectiveParameters, type Placed, placeTranscode } from './transcode-task.ts'

/** Names of outputs; with the number behind them they lead from an output back to the sub-task it came from. */
export const OUTPUT_NAMES = {
  transcode: 'transcode',
  animation: 'animated-graphic',
  byTime: 'snapshot-by-time',
  sample: 'sample-snapshot',
  sprite: 'image-sprite',
  adaptive: 'adaptive',
} as const

/**
 * A ProcessMedia request as a task to be.
 * @param request as validated
 * @param whole the same as it came, kept with the task
 * @param templates parameters of every Definition the transcode tasks name
 * @param marks watermark templates by Definition
 * @param kinds what the templates of every other task make
 * @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter, value-out-of-range, template-not-found
 */
export const toSubmission = (
  request: ProcessMediaRequest,
  whole: Json,
  templates: ReadonlyMap<number, RawTranscodeParameter>,
  marks: ReadonlyMap<number, Mark> = new Map(),
  kinds: KindSpecs = BUILT_IN,
): Submission => {
  const source = toSource(request.InputInfo)
  const folder = toFolder(request.OutputDir, source)
  const contextOf = (task: { Definition: number; ObjectNumberFormat?: NumberFormatInput }): PathContext => ({
    source,
    folder,
    definition: task.Definition,
    numbers: toNumbers(task.ObjectNumberFormat),
  })
  const bucketOf = (storage: ProcessMediaRequest['OutputStorage'], at: string): string => {
    const found = inheritBucket([storage, request.OutputStorage], request.InputInfo)
    if (found) return found.Bucket
    throw fail(
      'missing-parameter',
      `Missing: OutputStorage, which an input by URL needs (or ${at}.OutputStorage).`,
      {
        path: 'OutputStorage',
      },
    )
  }

  const {
    TranscodeTaskSet: transcodes = [],
    AnimatedGraphicTaskSet: animations = [],
    SnapshotByTimeOffsetTaskSet: snapshots = [],
    SampleSnapshotTaskSet: samples = [],
    ImageSpriteTaskSet: sprites = [],
    AdaptiveDynamicStreamingTaskSet: adaptives = [],
  } = request.MediaProcessTask ?? {}
  const outputs = [
    ...transcodes.map((task, i) => {
      const at = `MediaProcessTask.TranscodeTaskSet.${i}`
      const parameters = effectiveParameters(task, templates.get(task.Definition), at)
      const placed = placeTranscode(
        task,
        parameters,
        bucketOf(task.OutputStorage, at),
        contextOf(task),
        at,
        marks,
      )
      return toOutput(`${OUTPUT_NAMES.transcode}-${i}`, task.Definition, placed)
    }),
    ...animations.map((task, i) => {
      const at = `MediaProcessTask.AnimatedGraphicTaskSet.${i}`
      const placed = placeAnimation(
        task,
        bucketOf(task.OutputStorage, at),
        contextOf(task),
        at,
        kinds.animation,
      )
      return toOutput(`${OUTPUT_NAMES.animation}-${i}`, task.Definition, placed)
    }),
    ...snapshots.map((task, i) => {
      const at = `MediaProcessTask.SnapshotByTimeOffsetTaskSet.${i}`
      const bucket = bucketOf(task.OutputStorage, at)
      const placed = placeSnapshots(task, bucket, contextOf(task), at, kinds.byTime, marks)
      return toOutput(`${OUTPUT_NAMES.byTime}-${i}`, task.Definition, placed)
    }),
    ...samples.map((task, i) => {
      const at = `MediaProcessTask.SampleSnapshotTaskSet.${i}`
      const bucket = bucketOf(task.OutputStorage, at)
      const placed = placeSamples(task, bucket, contextOf(task), at, kinds.sample, marks)
      return toOutput(`${OUTPUT_NAMES.sample}-${i}`, task.Definition, placed)
    }),
    ...sprites.map((task, i) => {
      const at = `MediaProcessTask.ImageSpriteTaskSet.${i}`
      const placed = placeSprite(task, bucketOf(task.OutputStorage, at), contextOf(task), at, kinds.sprite)
      return toOutput(`${OUTPUT_NAMES.sprite}-${i}`, task.Definition, placed)
    }),
    ...adaptives.map((task, i) => {
      const at = `MediaProcessTask.AdaptiveDynamicStreamingTaskSet.${i}`
      const placed = placeAdaptive(
        task,
        bucketOf(task.OutputStorage, at),
        contextOf(task),
        at,
        marks,
        kinds.adaptive,
      )
      return toOutput(`${OUTPUT_NAMES.adaptive}-${i}`, task.Definition, placed)
    }),
  ]
  if (outputs.length === 0)
    throw fail('invalid-parameter', 'MediaProcessTask names no task.', { path: 'MediaProcessTask' })
  return {
    dialect: DIALECT,
    request: withoutNotifyKey(withoutKeys(whole)),
    source,
    outputs,
    priority: request.TasksPriority ?? 0,
    ...(request.SessionId ? { clientToken: request.SessionId } : {}),
    dedupeWindow: SESSION_WINDOW,
    ...(request.SessionContext === undefined ? {} : { userData: request.SessionContext }),
  }
}

const toOutput = (name: string, definition: number, { spec, destination }: Placed) => ({
  name,
  ...(definition === 0 ? {} : { template: String(definition) }),
  spec,
  destination,
})
