import { fail } from '../../../domain/problem.ts'
import { SPRITES } from '../../../wire/tencent/pictures.ts'
import type { ImageSpriteTaskInput } from '../schema/process-media.ts'
import { type PathContext, toMainKey, toNumberedPath } from './paths.ts'
import type { Placed } from './transcode-task.ts'

export const DEFAULT_SPRITE_PATH = '{inputName}_imageSprite_{definition}_{number}.{format}'
export const DEFAULT_VTT_NAME = '{inputName}_imageSprite_{definition}.{format}'

/** The spec of a sprite task and where its files go. @throws DomainError template-not-found, invalid-parameter */
export const placeSprite = (
  input: ImageSpriteTaskInput,
  bucket: string,
  context: PathContext,
  at: string,
): Placed => {
  const spec = SPRITES[input.Definition]
  if (!spec)
    throw fail(
      'template-not-found',
      `There is no sprite template ${input.Definition}; 10 is the built-in one.`,
      {
        path: `${at}.Definition`,
      },
    )
  const key = toMainKey(input.WebVttObjectName ?? DEFAULT_VTT_NAME, 'vtt', context, `${at}.WebVttObjectName`)
  const sheets = input.OutputObjectPath ?? DEFAULT_SPRITE_PATH
  const absolute = sheets.startsWith('/') ? sheets : `/${context.folder}${sheets}`
  const sheet = toNumberedPath(absolute, 'jpg', key, context, `${at}.OutputObjectPath`)
  return { spec, destination: { bucket, key, parts: { sheet, numbers: context.numbers } } }
}
