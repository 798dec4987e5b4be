import { type Output, type Task, type TaskStatus, taskStatus } from '../../../domain/task.ts'
import { ABORTED, ERR_CODE, errCodeOf } from '../../../wire/tencent/faults.ts'
import { TASK_STATUS } from '../../../wire/tencent/states.ts'
import { editMediaRequest } from '../schema/edit-media.ts'
import type { EditMediaTask } from '../schema/task-detail.ts'
import { describeSource, echoInput, fromKey, inheritBucket, storageOf } from './locations.ts'
import { describeMedia, HLS_CONTAINER } from './meta-data.ts'
import { resultOf } from './results/common.ts'
import { spellTaskId } from './task-id.ts'

/** A task that came in as an edit: it has one output and no sub-tasks, so that every fault is the task's own. */
export const describeEdit = (task: Task): EditMediaTask => {
  const request = editMediaRequest.safeParse(task.request).data
  const files = request?.FileInfos.map((file) => ({
    InputInfo: echoInput(file.InputInfo),
    StartTimeOffset: file.StartTimeOffset ?? 0,
    EndTimeOffset: file.EndTimeOffset ?? 0,
    Id: file.Id ?? '',
  }))
  const [output] = task.outputs
  const asked = inheritBucket([request?.OutputStorage], request?.FileInfos[0]?.InputInfo)
  const status = taskStatus(task.outputs)
  return {
    TaskId: spellTaskId(task.id, 'EditMedia'),
    // As in a workflow, a task that waits is in process.
    Status: TASK_STATUS[status] === 'FINISH' ? 'FINISH' : 'PROCESSING',
    ...editError(task, output, status),
    Input: {
      FileInfoSet: files ?? [
        { InputInfo: describeSource(task.source), StartTimeOffset: 0, EndTimeOffset: 0, Id: '' },
      ],
    },
    Output: output ? finished(output, asked?.Region ?? '') : null,
  }
}

const finished = (output: Output, Region: string): EditMediaTask['Output'] => {
  const result = resultOf(output)
  if (!result) return null
  const { bucket, key } = output.destination
  return {
    OutputStorage: storageOf({ Bucket: bucket, Region }),
    Path: fromKey(key),
    MetaData: result.media
      ? {
          ...describeMedia(result.media),
          Size: result.size,
          ...(output.spec.kind === 'stream' ? { Container: HLS_CONTAINER } : {}),
        }
      : null,
  }
}

const editError = (
  task: Task,
  output: Output | undefined,
  status: TaskStatus,
): Pick<EditMediaTask, 'ErrCode' | 'Message'> => {
  if (status === 'cancelled') return { ErrCode: ERR_CODE.other, Message: ABORTED }
  const problem = task.problem ?? (output?.state.status === 'failed' ? output.state.problem : undefined)
  return problem
    ? { ErrCode: errCodeOf(problem), Message: problem.message }
    : { ErrCode: ERR_CODE.none, Message: '' }
}
