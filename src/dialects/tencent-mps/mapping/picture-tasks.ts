import type { AnimationSpec, SnapshotsSpec } from '../../../domain/output-spec.ts'
import { PICTURE_EXTENSIONS, type Span } from '../../../domain/picture-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type {
  AnimatedGraphicTaskInput,
  SampleSnapshotTaskInput,
  SnapshotByTimeOffsetTaskInput,
} from '../schema/picture-tasks.ts'
import { toRange } from './output-spec.ts'
import { drawOnStills, type Mark } from './overlays.ts'
import { type PathContext, toMainKey } from './paths.ts'
import type { Placed } from './transcode-task.ts'

/** The service's own defaults, which are echoed too. */
export const DEFAULT_PATHS = {
  animation: '{inputName}_animatedGraphic_{definition}.{format}',
  byTime: '{inputName}_snapshotByTimeOffset_{definition}_{number}.{format}',
  sample: '{inputName}_sampleSnapshot_{definition}_{number}.{format}',
} as const

/** What a template of a kind makes. @throws DomainError template-not-found */
export const templateOf = <T>(
  templates: ReadonlyMap<number, T>,
  definition: number,
  what: string,
  at: string,
): T => {
  const found = templates.get(definition)
  if (found) return found
  throw fail('template-not-found', `There is no ${what} template ${definition}.`, {
    path: `${at}.Definition`,
  })
}

/**
 * Pictures at given times; at the beginning when none is named.
 * @throws DomainError template-not-found, missing-parameter, invalid-parameter
 */
export const placeSnapshots = (
  input: SnapshotByTimeOffsetTaskInput,
  bucket: string,
  context: PathContext,
  at: string,
  templates: ReadonlyMap<number, SnapshotsSpec>,
  marks: ReadonlyMap<number, Mark>,
): Placed => {
  const { ExtTimeOffsetSet: named = [], TimeOffsetSet: plain = [] } = input
  const asked: readonly Span[] = named.length > 0 ? named : plain.map((seconds) => ({ seconds }))
  const spec = templateOf(templates, input.Definition, 'snapshot', at)
  const times = asked.length > 0 ? asked : [{ seconds: 0 }]
  const drawn = drawOnStills({ ...spec, at: { by: 'times', times } }, input, marks, at)
  return placeStills(drawn, DEFAULT_PATHS.byTime, { input, bucket, context, at })
}

/** Pictures at even distances. @throws DomainError template-not-found, missing-parameter, invalid-parameter */
export const placeSamples = (
  input: SampleSnapshotTaskInput,
  bucket: string,
  context: PathContext,
  at: string,
  templates: ReadonlyMap<number, SnapshotsSpec>,
  marks: ReadonlyMap<number, Mark>,
): Placed => {
  const drawn = drawOnStills(
    templateOf(templates, input.Definition, 'sampled snapshot', at),
    input,
    marks,
    at,
  )
  return placeStills(drawn, DEFAULT_PATHS.sample, { input, bucket, context, at })
}

/** One moving picture of a part of the source. @throws DomainError template-not-found, invalid-parameter */
export const placeAnimation = (
  input: AnimatedGraphicTaskInput,
  bucket: string,
  context: PathContext,
  at: string,
  templates: ReadonlyMap<number, AnimationSpec>,
): Placed => {
  const spec = templateOf(templates, input.Definition, 'animation', at)
  const range = toRange(input.StartTimeOffset, input.EndTimeOffset)
  const path = input.OutputObjectPath ?? DEFAULT_PATHS.animation
  const key = toMainKey(path, spec.format, context, `${at}.OutputObjectPath`)
  return { spec: { ...spec, ...(range && { range }) }, destination: { bucket, key } }
}

interface StillPlace {
  readonly input: { readonly OutputObjectPath?: string | undefined }
  readonly bucket: string
  readonly context: PathContext
  readonly at: string
}

const placeStills = (
  spec: SnapshotsSpec,
  usual: string,
  { input, bucket, context, at }: StillPlace,
): Placed => {
  const path = input.OutputObjectPath ?? usual
  const key = toMainKey(path, PICTURE_EXTENSIONS[spec.format], context, `${at}.OutputObjectPath`, '{number}')
  return { spec, destination: { bucket, key, parts: { numbers: context.numbers } } }
}
