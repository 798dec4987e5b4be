import type { Submission } from '../../../app/submit-task.ts'
import type { SpriteSpec } from '../../../domain/output-spec.ts'
import { baseName, type Source } from '../../../domain/source.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import type { SpriteParameters } from '../schema/sprite.ts'
import { invalid } from './invalid.ts'
import { inFolder, toFolder } from './keys.ts'

const MAX_TILES = 100
const NUMBERS = { initial: 0, increment: 1, minLength: 1, pad: '0' }

/** The sprite outputs of a transcoding task. @throws DomainError invalid-parameter, value-out-of-range */
export const spriteOutputs = (request: CreateTranscodingRequest, source: Source): Submission['outputs'] =>
  (request.image_sprites ?? []).map((asked, i) => {
    const at = `image_sprites.${i}`
    const { bucket, object } = asked.output ?? request.output
    const stem = `${baseName(source)}_imageSprite_${i}`
    const format = asked.params.format ?? 'jpg'
    const vtt = nameOf(asked.webvtt_object_name, stem, 'vtt', `${at}.webvtt_object_name`)
    const sheet = nameOf(asked.output_object_name, `${stem}_{number}`, format, `${at}.output_object_name`)
    return {
      name: `sprite-${i}`,
      spec: toSprite(asked.params, `${at}.params`),
      destination: {
        bucket,
        key: inFolder(toFolder(object), vtt),
        parts: { sheet: numbered(sheet), numbers: NUMBERS },
      },
    }
  })

const nameOf = (wish: string | undefined, usual: string, extension: string, at: string): string => {
  const name = wish ?? usual
  if (/[/{}]/.test(wish?.replaceAll('{number}', '') ?? ''))
    throw invalid(at, 'it must have no slash, and no braces but those of {number}')
  return name.toLowerCase().endsWith(`.${extension}`) ? name : `${name}.${extension}`
}

/** Sheets are told apart by their number, whatever their name is. */
const numbered = (name: string): string =>
  name.includes('{number}') ? name : name.replace(/(\.[^.]+)$/, '_{number}$1')

/** Without a size, or with one side of it, the picture keeps its shape. @throws DomainError value-out-of-range */
const toSprite = (asked: SpriteParameters, at: string): SpriteSpec => {
  const { sample_interval: interval, row_count: rows, column_count: columns } = asked
  if (rows * columns > MAX_TILES)
    throw invalid(`${at}.row_count`, `a sheet has at most ${MAX_TILES} pictures`)
  if (asked.sample_type === 'PERCENT' && interval > 100)
    throw invalid(`${at}.sample_interval`, 'it must be 1 to 100 percent')
  return {
    kind: 'sprite',
    every: asked.sample_type === 'PERCENT' ? { percent: interval } : { seconds: interval },
    columns,
    rows,
    ...(asked.width ? { tileWidth: asked.width } : {}),
    ...(asked.height ? { tileHeight: asked.height } : {}),
    ...(asked.resolution_adaptive === 'open' ? { tileBy: 'long-short' } : {}),
    fill: FILLS[asked.fill_type ?? 'black'],
    format: asked.format === 'png' ? 'png' : 'jpeg',
  }
}

const FILLS = { stretch: 'stretch', black: 'pad-black', white: 'pad-white' } as const
