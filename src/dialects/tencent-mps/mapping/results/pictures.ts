import type { AnimationSpec, SnapshotsSpec } from '../../../../domain/output-spec.ts'
import type { Span } from '../../../../domain/picture-spec.ts'
import type { Output } from '../../../../domain/task.ts'
import type {
  AnimatedGraphicResult,
  SampleSnapshotResult,
  SnapshotByTimeOffsetResult,
} from '../../schema/task-detail.ts'
import { fromKey } from '../locations.ts'
import { DEFAULT_PATHS } from '../picture-tasks.ts'
import { pictureInputsOf } from '../submitted.ts'
import { echoNumbers, mainFile, outcomeOf, resultOf, type Submitted, storageFor, timesOf } from './common.ts'

/** A moving picture, asked for here or through another API. */
export const animationResultOf = (
  output: Output,
  { range }: AnimationSpec,
  request: Submitted,
): AnimatedGraphicResult => {
  const asked = pictureInputsOf(request, output).animation
  const storage = storageFor(output, request, asked?.OutputStorage)
  const part = { StartTimeOffset: range?.start ?? 0, EndTimeOffset: range?.end ?? 0 }
  const Definition = asked?.Definition ?? 0
  const result = resultOf(output)
  const file = result && mainFile(result, output)
  const moving = result?.animation
  return {
    ...outcomeOf(output),
    ...timesOf(output),
    Input: {
      ...{ Definition, ...part, OutputStorage: storage, ExtInfo: '' },
      OutputObjectPath: asked
        ? (asked.OutputObjectPath ?? DEFAULT_PATHS.animation)
        : fromKey(output.destination.key),
    },
    Output:
      file && moving
        ? {
            ...{ Storage: storage, Path: fromKey(file.key), Definition, Container: moving.format, ...part },
            ...{ Height: moving.height, Width: moving.width, Size: file.size, Md5: file.md5 ?? '' },
            Bitrate: moving.duration > 0 ? Math.round((file.size * 8) / moving.duration) : 0,
          }
        : null,
  }
}

/** Pictures at chosen times. */
export const snapshotResultOf = (
  output: Output,
  { at }: SnapshotsSpec,
  request: Submitted,
): SnapshotByTimeOffsetResult => {
  const asked = pictureInputsOf(request, output).byTime
  const { told, Input, Definition, Storage, pictures } = stills(output, request, asked, DEFAULT_PATHS.byTime)
  return {
    ...told,
    Input: {
      ...Input,
      ExtTimeOffsetSet: asked?.ExtTimeOffsetSet?.map(spellMoment) ?? (asked ? [] : momentsOf(at)),
      TimeOffsetSet: [...(asked?.TimeOffsetSet ?? [])],
    },
    Output: pictures
      ? {
          Definition,
          PicInfoSet: pictures.map(({ time, key }) => ({
            TimeOffset: time,
            Path: fromKey(key),
            WaterMarkDefinition: marksOf(asked),
          })),
          Storage,
        }
      : null,
  }
}

/** Pictures at even distances. */
export const sampleResultOf = (
  output: Output,
  { at }: SnapshotsSpec,
  request: Submitted,
): SampleSnapshotResult => {
  const asked = pictureInputsOf(request, output).sample
  const { told, Input, Definition, Storage, pictures } = stills(output, request, asked, DEFAULT_PATHS.sample)
  const every: Span = at.by === 'interval' ? at.every : { seconds: 0 }
  return {
    ...told,
    Input,
    Output: pictures
      ? {
          Definition,
          SampleType: 'percent' in every ? 'Percent' : 'Time',
          // Whole in the service's words; other APIs may have asked for a fraction.
          Interval: Math.round('percent' in every ? every.percent : every.seconds),
          Storage,
          ImagePathSet: pictures.map(({ key }) => fromKey(key)),
          WaterMarkDefinition: marksOf(asked),
        }
      : null,
  }
}

type Asked = ReturnType<typeof pictureInputsOf>['sample']

/** What the results of both kinds of single pictures have in common. */
const stills = (output: Output, request: Submitted, asked: Asked, usual: string) => {
  const Storage = storageFor(output, request, asked?.OutputStorage)
  const Definition = asked?.Definition ?? 0
  const Input: SampleSnapshotResult['Input'] = {
    Definition,
    WatermarkSet: asked?.WatermarkSet ?? [],
    OutputStorage: Storage,
    OutputObjectPath: asked ? (asked.OutputObjectPath ?? usual) : fromKey(output.destination.key),
    ObjectNumberFormat: echoNumbers(asked?.ObjectNumberFormat, output),
    ExtInfo: '',
  }
  const told = { ...outcomeOf(output), ...timesOf(output) }
  return { told, Input, Definition, Storage, pictures: resultOf(output)?.pictures }
}

/** The watermark templates that pictures bear. */
const marksOf = (asked: Asked): number[] => [
  ...new Set((asked?.WatermarkSet ?? []).flatMap(({ Definition }) => (Definition === 0 ? [] : [Definition]))),
]

const spellMoment = (moment: Span): string =>
  'percent' in moment ? `${moment.percent}%` : `${moment.seconds}s`

const momentsOf = (at: SnapshotsSpec['at']): string[] => (at.by === 'times' ? at.times.map(spellMoment) : [])
