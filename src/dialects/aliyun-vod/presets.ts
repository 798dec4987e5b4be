import type { Json, JsonObject } from '../../domain/json.ts'
import { presetTemplate, type Template } from '../../domain/template.ts'
import { instant } from '../../domain/units.ts'
import { FAMILIES, QUALITIES } from '../../wire/aliyun/system-templates.ts'
import { type GroupParams, groupRecord } from './mapping/group-record.ts'
import type { Definition } from './schema/template.ts'
import { DIALECT } from './service.ts'

/** 2017-03-21T00:00:00Z: the service gives no creation times of these. */
const CREATED = instant(Date.UTC(2017, 2, 21))

/** The service's group that makes nothing of a video. It is a project's default until another one is. */
export const NO_TRANSCODE = 'VOD_NO_TRANSCODE'

const preset = (
  id: string,
  name: string,
  TranscodeTemplateList: GroupParams['TranscodeTemplateList'],
): Template => {
  const params: GroupParams = { Locked: 'Enabled', TranscodeTemplateList }
  return presetTemplate(
    { dialect: DIALECT, id, name, params: params as unknown as Json, createdAt: CREATED },
    () => groupRecord({ id, name, params }).spec,
  )
}

const single = (id: string, name: string, definition: Definition, parameters: JsonObject): Template =>
  preset(id, name, [
    { TranscodeTemplateId: id, TemplateName: name, Type: 'Normal', Definition: definition, ...parameters },
  ])

const SOUNDS = [
  ['010', 'SQ', 64],
  ['020', 'SQ', 128],
  ['030', 'HQ', 160],
  ['040', 'HQ', 192],
  ['050', 'HQ', 320],
] as const

const ladders = FAMILIES.flatMap(([family, Format]) =>
  QUALITIES.map(([quality, definition, side, Bitrate, sound]) =>
    single(`S00000001-${family}${quality}`, `${Format.toUpperCase()}-${definition}`, definition, {
      Container: { Format },
      Video: {
        ...{ Codec: 'H.264', Preset: 'medium', Maxrate: '8000' },
        ...{ Width: String(side), Bitrate: String(Bitrate), LongShortMode: 'true' },
      },
      Audio: { Codec: 'AAC', Bitrate: String(sound), Samplerate: '44100', Channels: '2' },
      TransConfig: { TransMode: 'onepass' },
    }),
  ),
)
const copies = FAMILIES.map(([family, Format]) =>
  single(`S00000001-${family}00`, `${Format.toUpperCase()}-OD`, 'OD', { Container: { Format } }),
)
const sounds = SOUNDS.map(([quality, definition, Bitrate]) =>
  single(`S00000001-300${quality}`, `MP3-${Bitrate}K`, definition, {
    Container: { Format: 'mp3' },
    Video: { Remove: 'true' },
    Audio: { Codec: 'MP3', Bitrate: String(Bitrate), Samplerate: '44100', Channels: '2' },
  }),
)

/**
 * The service publishes no groups but the one that makes nothing. Each of the vendor's system templates, with its published
 * parameters, is a group of one here, under the template's id.
 */
export const PRESETS: readonly Template[] = [
  preset(NO_TRANSCODE, 'No Transcoding', []),
  ...[...copies, ...ladders, ...sounds].sort((a, b) => (a.id < b.id ? -1 : 1)),
]
