import type { SpriteSpec } from '../../../domain/output-spec.ts'
import { PICTURE_EXTENSIONS } from '../../../domain/picture-spec.ts'
import type { ImageSpriteTaskInput } from '../schema/process-media.ts'
import { type PathContext, toMainKey, toNumberedPath } from './paths.ts'
import { templateOf } from './picture-tasks.ts'
import type { Placed } from './transcode-task.ts'

export const DEFAULT_SPRITE_PATH = '{inputName}_imageSprite_{definition}_{number}.{format}'
export const DEFAULT_VTT_NAME = '{inputName}_imageSprite_{definition}.{format}'

/** The spec of a sprite task and where its files go. @throws DomainError template-not-found, invalid-parameter */
export const placeSprite = (
  input: ImageSpriteTaskInput,
  bucket: string,
  context: PathContext,
  at: string,
  templates: ReadonlyMap<number, SpriteSpec>,
): Placed => {
  const spec = templateOf(templates, input.Definition, 'sprite', at)
  const key = toMainKey(input.WebVttObjectName ?? DEFAULT_VTT_NAME, 'vtt', context, `${at}.WebVttObjectName`)
  const sheets = input.OutputObjectPath ?? DEFAULT_SPRITE_PATH
  const absolute = sheets.startsWith('/') ? sheets : `/${context.folder}${sheets}`
  const sheet = toNumberedPath(
    absolute,
    PICTURE_EXTENSIONS[spec.format ?? 'jpeg'],
    key,
    context,
    `${at}.OutputObjectPath`,
  )
  return { spec, destination: { bucket, key, parts: { sheet, numbers: context.numbers } } }
}
