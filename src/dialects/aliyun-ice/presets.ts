import type { JsonObject } from '../../domain/json.ts'
import { presetTemplate, type Template } from '../../domain/template.ts'
import { instant } from '../../domain/units.ts'
import { FAMILIES, QUALITIES } from '../../wire/aliyun/system-templates.ts'
import { toOutputSpec, toWanted } from './mapping/output-spec.ts'
import { templateConfig } from './schema/template-config.ts'
import { DIALECT } from './service.ts'

/** The types of templates that are kept here. */
export const TYPE_NAMES = {
  1: 'TranscodeTemplate',
  2: 'SnapshotTemplate',
  3: 'DynamicImageTemplate',
  4: 'ImageWatermarkTemplate',
  5: 'TextWatermarkTemplate',
} as const
export type TemplateType = keyof typeof TYPE_NAMES

/** What a stored template keeps: the service's kind, and the parameters as the text that was given. */
export interface TemplateParams {
  readonly Type: TemplateType
  readonly Subtype: number
  readonly TemplateConfig: string
}

/** 2020-11-09T00:00:00Z: the service gives no creation times of these. */
const CREATED = instant(Date.UTC(2020, 10, 9))

/** The subtypes of each type that has any. */
export const SUBTYPES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  1: { 1: 'Normal', 2: 'AudioTranscode', 3: 'Remux' },
  2: { 1: 'Normal', 2: 'Sprite', 3: 'WebVtt' },
}

const preset = (id: string, name: string, subtype: number, parameters: JsonObject): Template => {
  const params = {
    Type: 1,
    Subtype: subtype,
    TemplateConfig: JSON.stringify(parameters),
  } satisfies TemplateParams
  const head = { dialect: DIALECT, id, name, params, createdAt: CREATED }
  return presetTemplate(head, () => toOutputSpec(toWanted(templateConfig.parse(parameters), id), undefined))
}

const ladders = FAMILIES.flatMap(([family, Format]) =>
  QUALITIES.map(([quality, name, Width, Bitrate, sound]) =>
    preset(`S00000001-${family}${quality}`, `${Format.toUpperCase()}-${name}`, 1, {
      Container: { Format },
      TransConfig: { TransMode: 'onepass' },
      Video: { Codec: 'H.264', Maxrate: 8000, Preset: 'medium', PixFmt: 'yuv420p', Width, Bitrate },
      Audio: { Codec: 'aac', Bitrate: sound, Samplerate: 44_100, Channels: 2 },
    }),
  ),
)

const copies = FAMILIES.map(([family, Format]) =>
  preset(`S00000001-${family}00`, `${Format.toUpperCase()}-COPY`, 3, {
    Container: { Format },
    Video: { Codec: 'copy' },
    Audio: { Codec: 'copy' },
  }),
)

const sounds = (
  [
    ['010', 64],
    ['020', 128],
    ['030', 160],
    ['040', 192],
    ['050', 320],
  ] as const
).map(([quality, Bitrate]) =>
  preset(`S00000001-300${quality}`, `MP3-${Bitrate}K`, 2, {
    Container: { Format: 'mp3' },
    Audio: { Codec: 'mp3', Bitrate, Samplerate: 44_100, Channels: 2 },
  }),
)

/** The service's built-in transcoding templates with their published parameters, by id. */
export const PRESETS: readonly Template[] = [...ladders, ...copies, ...sounds].sort((a, b) =>
  a.id < b.id ? -1 : 1,
)

/** Why a built-in template of the service cannot be used here; undefined for any other id. */
export const unusablePreset = (id: string): string | undefined =>
  /^S0000000[23]-\d{6}$/.test(id) ? 'Narrowband HD encoding is the cloud service’s own' : undefined
