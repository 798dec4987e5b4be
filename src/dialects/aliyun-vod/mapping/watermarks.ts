import { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import type { NewTemplate } from '../../../app/templates.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { Overlay } from '../../../domain/overlay-spec.ts'
import { DomainError, fail } from '../../../domain/problem.ts'
import type { Source } from '../../../domain/source.ts'
import type { Template } from '../../../domain/template.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { type ImagePlace, toImage, toLength } from '../../../wire/aliyun/image-watermark.ts'
import { json } from '../../../wire/aliyun/scalars.ts'
import { type TextWatermark, toText } from '../../../wire/aliyun/text-watermark.ts'
import { validate } from '../../../wire/validate.ts'
import { noSuch, notValid } from '../errors.ts'
import {
  CONFIGS,
  type OverriddenWatermark,
  type WatermarkType,
  type watermarkInfo,
} from '../schema/watermark.ts'
import { APP_ID, WATERMARKS_DIALECT as dialect } from '../service.ts'
import { defaultWatermarkId } from './defaults.ts'
import { readLocation } from './location.ts'

/** What is kept of a watermark: its parameters as the text that was given. */
interface WatermarkParams {
  readonly Type: WatermarkType
  readonly WatermarkConfig: string
  readonly FileUrl?: string
}

const paramsOf = ({ params }: Pick<Template, 'params'>): WatermarkParams =>
  params as unknown as WatermarkParams

/** A watermark to be kept. It is read once now, so that a job meets no surprise. @throws DomainError */
export const watermarkRecord = (
  id: string,
  name: string,
  { Type, FileUrl }: Omit<WatermarkParams, 'WatermarkConfig'>,
  given: unknown,
): NewTemplate => {
  const WatermarkConfig = typeof given === 'string' ? given : JSON.stringify(given)
  const params = { Type, WatermarkConfig, ...(FileUrl === undefined ? {} : { FileUrl }) }
  const config = validate(z.object({ WatermarkConfig: json(CONFIGS[Type]) }), { WatermarkConfig })
  if (Type === 'Text' && (config.WatermarkConfig as TextWatermark).Content === undefined)
    throw fail('missing-parameter', 'absent', { path: 'WatermarkConfig.Content' })
  const record = { dialect, id, name, spec: { kind: 'original' } as const, params }
  toOverlay(record, undefined, '')
  return record
}

/** What is drawn, with what a submission says else of it. @throws DomainError missing-parameter, invalid-parameter */
const toOverlay = (
  template: Pick<Template, 'params'>,
  said: OverriddenWatermark | undefined,
  at: string,
): Overlay => {
  const { Type, WatermarkConfig, FileUrl } = paramsOf(template)
  const config = CONFIGS[Type].parse(JSON.parse(WatermarkConfig))
  const wrong = Type === 'Text' ? said?.FileUrl : said?.Content
  if (wrong !== undefined)
    throw fail('invalid-parameter', `A watermark of the type ${Type} takes none.`, {
      path: `${at}.${Type === 'Text' ? 'FileUrl' : 'Content'}`,
    })
  if (Type === 'Image')
    return toImage(sourceOf(said?.FileUrl ?? FileUrl), config as ImagePlace, 'WatermarkConfig')
  const { Content = '', Left = 0, Top = 0, ...style } = config as TextWatermark
  const place = { corner: 'top-left', x: toLength(Left), y: toLength(Top) } as const
  return toText(said?.Content ?? Content, style, place)
}

/** An object of a bucket, or a file of elsewhere. */
const sourceOf = (url: string | undefined): Source => {
  if (url === undefined) throw fail('missing-parameter', 'absent', { path: 'FileUrl' })
  const object = readLocation(url)
  if (object) return { from: 'object', ...object }
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return { from: 'url', url }
  throw notValid('FileUrl', 'oss://<bucket>/<object>, or a URL')
}

/** A watermark of a template: its own id, which a job tells, and what is drawn. */
export interface Mark {
  readonly id: string
  readonly overlay: Overlay
}

/** Stands for whichever watermark is the default one. */
const USER_DEFAULT = 'USER_DEFAULT_WATERMARK'

/** The watermarks that templates name, by the name they use. @throws DomainError task-not-found, invalid-parameter */
export const findMarks = async (
  app: App,
  caller: Caller,
  ids: readonly string[],
  overrides: readonly OverriddenWatermark[] = [],
): Promise<ReadonlyMap<string, Mark>> => {
  const found = new Map<string, Mark>()
  for (const name of new Set(ids)) {
    const id = name === USER_DEFAULT ? await defaultWatermarkId(app, caller) : name
    const at = overrides.findIndex(({ WatermarkId }) => WatermarkId === id || WatermarkId === name)
    const template = await findWatermark(app, caller, id ?? name)
    const path = `OverrideParams.Watermarks.${at}`
    found.set(name, { id: template.id, overlay: toOverlay(template, overrides[at], path) })
  }
  const known = new Set([...found].flatMap(([name, { id }]) => [name, id]))
  const lost = overrides.findIndex(({ WatermarkId }) => !known.has(WatermarkId))
  if (lost >= 0)
    throw fail(
      'invalid-parameter',
      `OverrideParams.Watermarks.${lost}.WatermarkId names a watermark that no template of the group has.`,
      { path: `OverrideParams.Watermarks.${lost}.WatermarkId` },
    )
  return found
}

/** @throws DomainError task-not-found, in the service's words for it */
export const findWatermark = async (app: App, { project }: Caller, id: string): Promise<Template> => {
  try {
    return await app.templates.get(project, dialect, id)
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'template-not-found')
      throw noSuch('WatermarkId')
    throw error
  }
}

export const describeWatermark = (
  template: Template,
  defaultId: string | undefined,
): z.input<typeof watermarkInfo> => {
  const { Type, WatermarkConfig, FileUrl } = paramsOf(template)
  return {
    ...{ WatermarkId: template.id, Name: template.name, Type },
    IsDefault: template.id === defaultId ? 'Default' : 'NotDefault',
    ...(FileUrl === undefined ? {} : { FileUrl }),
    ...{ WatermarkConfig, CreationTime: spellTime(template.createdAt), AppId: APP_ID },
  }
}

/** What a task keeps of the watermarks of its outputs. */
export type DrawnIds = Readonly<Record<string, readonly string[]>>
export const drawnIdsOf = (request: unknown, output: string): readonly string[] =>
  ((request as JsonObject).Drawn as DrawnIds | undefined)?.[output] ?? []
