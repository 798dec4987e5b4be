import type { z } from 'zod'
import type { Task } from '../../../domain/task.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import type { transcodingTask } from '../schema/transcoding-task.ts'
import { nameOf } from './keys.ts'
import { shownPlace } from './shown-place.ts'

type Shown = Pick<z.input<typeof transcodingTask>, 'image_sprite_info'>

/** The finished sheets of each wish; names are as seen from the place they went to. */
export const describeSprites = (
  { outputs }: Task,
  { image_sprites = [], output }: CreateTranscodingRequest,
): Shown => {
  const wished = outputs.filter(({ spec }) => spec.kind === 'sprite')
  const made = wished.flatMap(({ spec, state }, i) => {
    if (spec.kind !== 'sprite' || state.status !== 'succeeded') return []
    const { files, sprite } = state.result
    const named = (role: 'sheet' | 'vtt') =>
      files.flatMap((file) => (file.role === role ? [nameOf(file.key)] : []))
    return [
      {
        row_count: spec.rows,
        column_count: spec.columns,
        total_count: sprite?.count ?? 0,
        width: sprite?.tileWidth ?? 0,
        height: sprite?.tileHeight ?? 0,
        output_image_name: named('sheet'),
        output_webvtt_name: named('vtt')[0] ?? '',
        output: shownPlace(image_sprites[i]?.output ?? output),
      },
    ]
  })
  return made.length > 0 ? { image_sprite_info: made } : {}
}
