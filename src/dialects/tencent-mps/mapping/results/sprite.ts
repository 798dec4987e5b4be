import type { Output } from '../../../../domain/task.ts'
import type { ImageSpriteResult } from '../../schema/task-detail.ts'
import { fromKey, type Storage } from '../locations.ts'
import { DEFAULT_SPRITE_PATH, DEFAULT_VTT_NAME } from '../sprite-task.ts'
import { spriteInputOf } from '../submitted.ts'
import { echoNumbers, outcomeOf, resultOf, type Submitted, storageFor, timesOf } from './common.ts'

export const spriteResultOf = (output: Output, request: Submitted): ImageSpriteResult => {
  const asked = spriteInputOf(request, output)
  const storage = storageFor(output, request, asked?.OutputStorage)
  const { key, parts } = output.destination
  return {
    ...outcomeOf(output),
    ...timesOf(output),
    Input: {
      Definition: asked?.Definition ?? 0,
      OutputStorage: storage,
      OutputObjectPath: asked ? (asked.OutputObjectPath ?? DEFAULT_SPRITE_PATH) : (parts?.sheet ?? ''),
      WebVttObjectName: asked ? (asked.WebVttObjectName ?? DEFAULT_VTT_NAME) : fromKey(key),
      ObjectNumberFormat: echoNumbers(asked?.ObjectNumberFormat, output),
      ExtInfo: '',
    },
    Output: finished(output, asked?.Definition ?? 0, storage),
  }
}

const finished = (output: Output, definition: number, Storage: Storage): ImageSpriteResult['Output'] => {
  const result = resultOf(output)
  if (!result) return null
  return {
    Definition: definition,
    Height: result.sprite?.tileHeight ?? 0,
    Width: result.sprite?.tileWidth ?? 0,
    TotalCount: result.sprite?.count ?? 0,
    ImagePathSet: result.files.filter((file) => file.role === 'sheet').map((file) => fromKey(file.key)),
    WebVttPath: fromKey(output.destination.key),
    Storage,
  }
}
