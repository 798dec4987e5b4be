import { type NumberFormat, PLAIN_NUMBERS } from '../../../../domain/destination.ts'
import type { Output, OutputFile, OutputResult } from '../../../../domain/task.ts'
import { OUTPUT_STATUS } from '../../../../wire/tencent/states.ts'
import type { TaskOutputStorage } from '../../schema/locations.ts'
import type { NumberFormatInput } from '../../schema/number-format.ts'
import type { ProcessMediaRequest } from '../../schema/process-media.ts'
import { inheritBucket, type Storage, storageOf } from '../locations.ts'
import { toNumbers } from '../paths.ts'
import { subTaskError } from '../sub-task-errors.ts'
import { spellTime } from '../times.ts'

/** The request a task came with; undefined when it came through another API. */
export type Submitted = ProcessMediaRequest | undefined

export const outcomeOf = ({ state }: Output) => ({
  Status: OUTPUT_STATUS[state.status],
  ...subTaskError(state),
})

/** Begin and end, as every result but a transcode has them. */
export const timesOf = ({ state }: Output) => ({
  BeginProcessTime: spellTime('startedAt' in state ? state.startedAt : undefined),
  FinishTime: spellTime('finishedAt' in state ? state.finishedAt : undefined),
})

/** Where an output went, under the region label its caller gave. */
export const storageFor = ({ destination }: Output, request: Submitted, own: TaskOutputStorage): Storage => {
  const asked = inheritBucket([own, request?.OutputStorage], request?.InputInfo)
  return storageOf({ Bucket: destination.bucket, Region: asked?.Region ?? '' })
}

export const echoNumbers = (asked: NumberFormatInput, { destination }: Output) => {
  const numbers: NumberFormat = asked ? toNumbers(asked) : (destination.parts?.numbers ?? PLAIN_NUMBERS)
  return {
    InitialValue: numbers.initial,
    Increment: numbers.increment,
    MinLength: numbers.minLength,
    PlaceHolder: numbers.pad,
  }
}

/** The facts of a finished output; undefined before. */
export const resultOf = ({ state }: Output): OutputResult | undefined =>
  state.status === 'succeeded' ? state.result : undefined

/** The file the output is known by. */
export const mainFile = (result: OutputResult, { destination }: Output): OutputFile | undefined =>
  result.files.find((file) => file.key === destination.key) ?? result.files[0]
