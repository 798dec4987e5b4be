import type { Output } from '../../../../domain/task.ts'
import type { AdaptiveResult } from '../../schema/task-detail.ts'
import {
  DEFAULT_ADAPTIVE_PATH,
  DEFAULT_ADAPTIVE_SEGMENT_NAME,
  DEFAULT_SUB_STREAM_NAME,
} from '../adaptive-task.ts'
import { fromKey } from '../locations.ts'
import { adaptiveInputOf } from '../submitted.ts'
import { outcomeOf, resultOf, type Submitted, storageFor, timesOf } from './common.ts'

/** A stream of several renditions, asked for here or through another API. */
export const adaptiveResultOf = (output: Output, request: Submitted): AdaptiveResult => {
  const asked = adaptiveInputOf(request, output)
  const storage = storageFor(output, request, asked?.OutputStorage)
  const { key, parts } = output.destination
  const definition = asked?.Definition ?? 0
  return {
    ...outcomeOf(output),
    ...timesOf(output),
    Input: {
      Definition: definition,
      WatermarkSet: asked?.WatermarkSet ?? [],
      OutputStorage: storage,
      ...(asked
        ? {
            OutputObjectPath: asked.OutputObjectPath ?? DEFAULT_ADAPTIVE_PATH,
            SubStreamObjectName: asked.SubStreamObjectName ?? DEFAULT_SUB_STREAM_NAME,
            SegmentObjectName: asked.SegmentObjectName ?? DEFAULT_ADAPTIVE_SEGMENT_NAME,
          }
        : {
            OutputObjectPath: fromKey(key),
            SubStreamObjectName: parts?.rendition ?? '',
            SegmentObjectName: parts?.segment ?? '',
          }),
      AddOnSubtitles: [],
    },
    Output: resultOf(output)
      ? {
          Definition: definition,
          Package: output.spec.kind === 'stream' && output.spec.protocol === 'dash' ? 'MPEG-DASH' : 'HLS',
          Path: fromKey(key),
          Storage: storage,
        }
      : null,
  }
}
