import { z } from 'zod'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { json } from '../../../wire/aliyun/scalars.ts'
import { textWatermark } from '../../../wire/aliyun/text-watermark.ts'
import { validate } from '../../../wire/validate.ts'
import { SUBTYPES, type TemplateType } from '../presets.ts'
import { animationConfig } from '../schema/animation.ts'
import { SNAPSHOT_TYPES, type SnapshotConfig, type SnapshotType, snapshotConfig } from '../schema/snapshot.ts'
import { type TemplateConfig, templateConfig } from '../schema/template-config.ts'
import { imageWatermark } from '../schema/watermark.ts'
import { toAnimationSpec } from './animation-job.ts'
import { toOutputSpec, toWanted } from './output-spec.ts'
import { toSnapshotSpec, typeOf } from './snapshots.ts'
import { remuxed } from './templates.ts'
import { toImageOverlay } from './watermarks.ts'

const AT = 'TemplateConfig'
/** A watermark makes no output by itself. */
const NOTHING: OutputSpec = { kind: 'original' }

/** How templates of one type are told, and what one of them makes. */
const type = <T extends z.ZodType>(
  schema: T,
  read: (config: z.output<T>, subtype: number) => OutputSpec,
): ((given: unknown, subtype: number) => OutputSpec) => {
  // The compiler does not see a member of an object whose schema is generic.
  const request: z.ZodType<{ TemplateConfig: z.output<T> }> = z.object({
    TemplateConfig: json(schema),
  }) as never
  return (given, subtype) => {
    const { TemplateConfig } = validate(request, { TemplateConfig: given })
    return read(TemplateConfig, subtype)
  }
}

const transcoding = ({ Subtitles: _, ...config }: TemplateConfig, subtype: number): OutputSpec =>
  toOutputSpec(toWanted(subtype === 3 ? remuxed(config) : config, AT), undefined)

/** The subtype says what the parameters say. @throws DomainError invalid-parameter */
const snapshots = (config: SnapshotConfig, subtype: number): OutputSpec => {
  const said = SUBTYPES[2]?.[subtype]
  if (typeOf(config) === said) return toSnapshotSpec(config, AT)
  throw fail('invalid-parameter', `The Type of a template of the subtype ${subtype} is ${said}.`, {
    path: `${AT}.Type`,
  })
}

const READ: Readonly<Record<TemplateType, ReturnType<typeof type>>> = {
  1: type(templateConfig, transcoding),
  2: type(snapshotConfig, snapshots),
  3: type(animationConfig, (config) => toAnimationSpec(config, AT)),
  4: type(imageWatermark, (config) => {
    toImageOverlay(config, AT)
    return NOTHING
  }),
  5: type(textWatermark, () => NOTHING),
}

/** Parameters of any type, for the request. */
export const anyConfig = z.union([
  ...[templateConfig, snapshotConfig, animationConfig, imageWatermark, textWatermark],
] as const)

export const isType = (number: number): number is TemplateType => Object.hasOwn(READ, number)

/** What a template makes: read once now, so that a job meets no surprise. @param given parameters as they were sent @throws DomainError */
export const specOf = (number: TemplateType, subtype: number, given: unknown): OutputSpec =>
  READ[number](given, subtype)

/** The subtype of a template that names none: what its parameters say, else the first. */
export const usualSubtype = (number: number, config: object): number => {
  const said = number === 2 && 'Type' in config ? SNAPSHOT_TYPES.indexOf(config.Type as SnapshotType) : 0
  return Math.max(0, said) + 1
}
