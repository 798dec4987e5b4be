import { z } from 'zod'
import type { Json, JsonObject } from '../../../domain/json.ts'
import type {
  AnimationSpec,
  OutputKind,
  OutputSpec,
  SnapshotsSpec,
  SpriteSpec,
  StreamSpec,
} from '../../../domain/output-spec.ts'
import type { Template } from '../../../domain/template.ts'
import { instant } from '../../../domain/units.ts'
import { ANIMATIONS, BY_TIME, SAMPLES, SPRITES } from '../../../wire/tencent/pictures.ts'
import { validate } from '../../../wire/validate.ts'
import {
  adaptiveStreaming,
  animatedGraphics,
  imageSprite,
  sampleSnapshot,
  snapshotByTimeOffset,
} from '../schema/template-kinds.ts'
import { DIALECT } from '../service.ts'
import { DASH_LADDER, DASH_PRESET, describeLadder, HLS_LADDER, HLS_PRESET } from './built-in-ladders.ts'
import { toAnimation, toSamples, toSprite, toStill } from './kind-specs.ts'
import { toLadder } from './ladder.ts'

/** One kind of template beside transcoding: its name in the service's actions, its parameters, and what they make. */
export interface TemplateKind {
  readonly name: string
  readonly dialect: string
  readonly needed: z.ZodRawShape
  readonly free: z.ZodRawShape
  /** @throws DomainError as of the schema, and of what it makes */
  readonly read: (params: unknown) => OutputSpec
  readonly presets: readonly Template[]
}

interface Told<Needed extends z.ZodRawShape, Free extends z.ZodRawShape> {
  readonly needed: Needed
  readonly free: Free
}

const kind = <Needed extends z.ZodRawShape, Free extends z.ZodRawShape>(
  name: string,
  { needed, free }: Told<Needed, Free>,
  toSpec: (params: z.output<z.ZodObject<Needed & Free>>) => OutputSpec,
  builtIn: readonly BuiltIn[],
): TemplateKind => {
  const dialect = `${DIALECT}-${name}`
  const whole = z.strictObject({ ...needed, ...free })
  return {
    ...{ name, dialect, needed, free },
    read: (params) => toSpec(validate(whole, params) as z.output<z.ZodObject<Needed & Free>>),
    presets: builtIn.map(({ id, label, params, spec }) => ({
      ...{ dialect, id: String(id), name: label, spec, params: params as Json },
      ...{ createdAt: PUBLISHED, updatedAt: PUBLISHED },
    })),
  }
}

interface BuiltIn {
  readonly id: number
  readonly label: string
  readonly params: JsonObject
  readonly spec: OutputSpec
}

/** 2018-12-05: the service tells one day for all of them. */
const PUBLISHED = instant(Date.UTC(2018, 11, 5))
const AS_SOURCE = { Width: 0, Height: 0, ResolutionAdaptive: 'open' }
const moment = (still: Omit<SnapshotsSpec, 'at'>): SnapshotsSpec => ({
  ...still,
  at: { by: 'times', times: [{ seconds: 0 }] },
})

/** The published parameters of built-in picture templates, whose specs two services share. */
const listed = <S>(
  specs: Readonly<Record<number, S>>,
  label: string,
  paramsOf: (id: number) => JsonObject,
  toSpec: (spec: S) => OutputSpec,
): readonly BuiltIn[] =>
  Object.entries(specs).map(([id, spec]) => ({
    ...{ id: Number(id), label, params: paramsOf(Number(id)), spec: toSpec(spec) },
  }))

const STILL = { ...AS_SOURCE, Format: 'jpg', FillType: 'black' }
export const KINDS = {
  animation: kind(
    'AnimatedGraphics',
    animatedGraphics,
    toAnimation,
    listed(
      ANIMATIONS,
      'Default',
      (id) => ({ ...AS_SOURCE, Fps: 2, Format: id === 20_000 ? 'gif' : 'webp', Quality: 75 }),
      (spec: AnimationSpec) => spec,
    ),
  ),
  byTime: kind(
    'SnapshotByTimeOffset',
    snapshotByTimeOffset,
    toStill,
    listed(BY_TIME, 'Default', () => STILL, moment),
  ),
  sample: kind(
    'SampleSnapshot',
    sampleSnapshot,
    toSamples,
    listed(
      SAMPLES,
      'Default',
      () => ({ ...STILL, SampleType: 'Percent', SampleInterval: 10 }),
      (spec: SnapshotsSpec) => spec,
    ),
  ),
  sprite: kind(
    'ImageSprite',
    imageSprite,
    toSprite,
    listed(
      SPRITES,
      'Default',
      () => ({
        ...{ SampleType: 'Time', SampleInterval: 10, RowCount: 10, ColumnCount: 10 },
        ...{ ...STILL, Width: 142, Height: 80, ResolutionAdaptive: 'close' },
      }),
      (spec: SpriteSpec) => spec,
    ),
  ),
  adaptive: kind('AdaptiveDynamicStreaming', adaptiveStreaming, toLadder, [
    { id: HLS_PRESET, label: 'Adaptive-HLS', params: describeLadder('HLS'), spec: HLS_LADDER },
    { id: DASH_PRESET, label: 'Adaptive-MPEG-DASH', params: describeLadder('MPEG-DASH'), spec: DASH_LADDER },
  ]),
} as const satisfies Record<string, TemplateKind>
export type KindName = keyof typeof KINDS

/** What templates of a kind make. */
export interface KindSpecs {
  readonly animation: ReadonlyMap<number, AnimationSpec>
  readonly byTime: ReadonlyMap<number, SnapshotsSpec>
  readonly sample: ReadonlyMap<number, SnapshotsSpec>
  readonly sprite: ReadonlyMap<number, SpriteSpec>
  readonly adaptive: ReadonlyMap<number, StreamSpec>
}
const MAKES = {
  ...{
    animation: 'animation',
    byTime: 'snapshots',
    sample: 'snapshots',
    sprite: 'sprite',
    adaptive: 'stream',
  },
} as const satisfies Record<KindName, OutputKind>

/** Specs of templates by their numbers. */
export const specsOf = (templates: Readonly<Record<KindName, readonly Template[]>>): KindSpecs => {
  const by = <K extends KindName>(name: K) =>
    new Map(
      templates[name].flatMap(({ id, spec }) =>
        spec.kind === MAKES[name] ? [[Number(id), spec] as const] : [],
      ),
    )
  return {
    ...{ animation: by('animation'), byTime: by('byTime'), sample: by('sample'), sprite: by('sprite') },
    adaptive: by('adaptive'),
  } as KindSpecs
}

export const BUILT_IN: KindSpecs = specsOf({
  animation: KINDS.animation.presets,
  byTime: KINDS.byTime.presets,
  sample: KINDS.sample.presets,
  sprite: KINDS.sprite.presets,
  adaptive: KINDS.adaptive.presets,
})
