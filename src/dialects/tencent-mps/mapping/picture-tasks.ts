import type { SnapshotsSpec } from '../../../domain/output-spec.ts'
import { PICTURE_EXTENSIONS, type Span } from '../../../domain/picture-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { ANIMATIONS, BY_TIME, SAMPLES } from '../../../wire/tencent/pictures.ts'
import type {
  AnimatedGraphicTaskInput,
  SampleSnapshotTaskInput,
  SnapshotByTimeOffsetTaskInput,
} from '../schema/picture-tasks.ts'
import { toRange } from './output-spec.ts'
import { type PathContext, toMainKey } from './paths.ts'
import type { Placed } from './transcode-task.ts'

/** The service's own defaults, which are echoed too. */
export const DEFAULT_PATHS = {
  animation: '{inputName}_animatedGraphic_{definition}.{format}',
  byTime: '{inputName}_snapshotByTimeOffset_{definition}_{number}.{format}',
  sample: '{inputName}_sampleSnapshot_{definition}_{number}.{format}',
} as const

const template = <T>(
  templates: Readonly<Record<number, T>>,
  definition: number,
  what: string,
  at: string,
): T => {
  const found = Object.hasOwn(templates, definition) ? templates[definition] : undefined
  if (found) return found
  throw fail(
    'template-not-found',
    `There is no ${what} template ${definition}; built in: ${Object.keys(templates).join(', ')}.`,
    { path: `${at}.Definition` },
  )
}

/** Pictures at given times; at the beginning when none is named. @throws DomainError template-not-found, invalid-parameter */
export const placeSnapshots = (
  input: SnapshotByTimeOffsetTaskInput,
  bucket: string,
  context: PathContext,
  at: string,
): Placed => {
  const { ExtTimeOffsetSet: named = [], TimeOffsetSet: plain = [] } = input
  const asked: readonly Span[] = named.length > 0 ? named : plain.map((seconds) => ({ seconds }))
  const spec = template(BY_TIME, input.Definition, 'snapshot', at)
  const times = asked.length > 0 ? asked : [{ seconds: 0 }]
  return placeStills({ ...spec, at: { by: 'times', times } }, DEFAULT_PATHS.byTime, {
    input,
    bucket,
    context,
    at,
  })
}

/** Pictures at even distances. @throws DomainError template-not-found, invalid-parameter */
export const placeSamples = (
  input: SampleSnapshotTaskInput,
  bucket: string,
  context: PathContext,
  at: string,
): Placed =>
  placeStills(template(SAMPLES, input.Definition, 'sampled snapshot', at), DEFAULT_PATHS.sample, {
    ...{ input, bucket, context, at },
  })

/** One moving picture of a part of the source. @throws DomainError template-not-found, invalid-parameter */
export const placeAnimation = (
  input: AnimatedGraphicTaskInput,
  bucket: string,
  context: PathContext,
  at: string,
): Placed => {
  const spec = template(ANIMATIONS, input.Definition, 'animation', at)
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
