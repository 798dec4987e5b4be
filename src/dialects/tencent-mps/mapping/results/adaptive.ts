import type { Output } from '../../../../domain/task.ts'
import type { AdaptiveResult } from '../../schema/task-detail.ts'
import { fromKey } from '../locations.ts'
import { outcomeOf, resultOf, storageFor, timesOf } from './common.ts'

/** A stream of several renditions. Tasks of this API make none; those of others are shown this way. */
export const adaptiveResultOf = (output: Output): AdaptiveResult => {
  const storage = storageFor(output, undefined, undefined)
  const { key, parts } = output.destination
  const path = fromKey(key)
  return {
    ...outcomeOf(output),
    ...timesOf(output),
    Input: {
      Definition: 0,
      WatermarkSet: [],
      OutputStorage: storage,
      OutputObjectPath: path,
      SubStreamObjectName: parts?.rendition ?? '',
      SegmentObjectName: parts?.segment ?? '',
      AddOnSubtitles: [],
    },
    Output: resultOf(output) ? { Definition: 0, Package: 'HLS', Path: path, Storage: storage } : null,
  }
}
