import type { z } from 'zod'
import type { Submission } from '../../../app/submit-task.ts'
import type { Json } from '../../../domain/json.ts'
import type { AnimationSpec, FrameSize } from '../../../domain/output-spec.ts'
import { baseName, type Source } from '../../../domain/source.ts'
import type { Task } from '../../../domain/task.ts'
import { rational, seconds } from '../../../domain/units.ts'
import {
  type animationTask,
  type CreateAnimationRequest,
  createAnimationRequest,
  type OutputParam,
} from '../schema/animated-graphics.ts'
import { ANIMATION_DIALECT } from '../service.ts'
import { familyHead } from './family.ts'
import { invalid } from './invalid.ts'
import { inFolder, nameOf, toFolder, toKey } from './keys.ts'
import { shownPlace } from './shown-place.ts'

const DEFAULT_RATE = 15
const LONGEST_MS = 60_000

/** A request as a task to be. @throws DomainError invalid-parameter */
export const toAnimationTask = (request: CreateAnimationRequest, whole: Json): Submission => {
  const source: Source = { from: 'object', bucket: request.input.bucket, key: toKey(request.input.object) }
  const { bucket, object, file_name: wish } = request.output
  if (wish?.includes('/')) throw invalid('output.file_name', 'it must have no slash')
  const name = wish ?? baseName(source)
  const file = name.toLowerCase().endsWith('.gif') ? name : `${name}.gif`
  return {
    dialect: ANIMATION_DIALECT,
    request: whole,
    source,
    outputs: [
      {
        name: 'animation',
        spec: toSpec(request.output_param),
        destination: { bucket, key: inFolder(toFolder(object), file) },
      },
    ],
    ...(request.user_data === undefined ? {} : { userData: request.user_data }),
  }
}

const toSpec = ({ width, height, start, end, frame_rate }: OutputParam): AnimationSpec => {
  if (end <= start || end - start > LONGEST_MS)
    throw invalid('output_param.end', 'it must be after start, by 60 s at most')
  return {
    kind: 'animation',
    format: 'gif',
    frameRate: rational(frame_rate ?? DEFAULT_RATE),
    size: sizeOf(width, height),
    plays: 0,
    range: { start: seconds(start / 1000), end: seconds(end / 1000) },
  }
}

const sizeOf = (width: number, height: number): FrameSize => {
  if (width === 0 && height === 0) return { by: 'source' }
  const named = Math.max(width, height)
  if (width === 0 || height === 0 || named < 0)
    throw invalid('output_param.width', 'both sides are 0, or one is named and the other too, or -1')
  for (const [name, side] of [['width', width] as const, ['height', height] as const])
    if (side > 0 && (side < 32 || side % 2 !== 0))
      throw invalid(`output_param.${name}`, 'it must be an even number from 32')
  return {
    by: 'sides',
    ...(width > 0 ? { first: width } : {}),
    ...(height > 0 ? { second: height } : {}),
    fill: width > 0 && height > 0 ? 'stretch' : 'fit',
    upscale: true,
  }
}

/** A task of this family in the service's words. */
export const describeAnimation = (task: Task): z.input<typeof animationTask> => {
  const request = createAnimationRequest.parse(task.request)
  const [output] = task.outputs
  return {
    ...familyHead(task),
    input: shownPlace(request.input),
    output: { ...shownPlace(request.output), file_name: nameOf(output?.destination.key ?? '') },
    output_param: request.output_param,
  }
}
