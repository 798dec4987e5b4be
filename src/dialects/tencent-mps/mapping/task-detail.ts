import { type Task, type TaskStatus, taskStatus } from '../../../domain/task.ts'
import { ABORTED, ERR_CODE, errCodeOf } from '../../../wire/tencent/faults.ts'
import { TASK_STATUS } from '../../../wire/tencent/states.ts'
import type { ProcessResult, TaskDetail, WorkflowTask } from '../schema/task-detail.ts'
import { describeEdit } from './edit-detail.ts'
import { isEdit } from './edit-media.ts'
import { describeSource, echoInput } from './locations.ts'
import { describeMedia } from './meta-data.ts'
import { echoNotify } from './notify.ts'
import { adaptiveResultOf } from './results/adaptive.ts'
import type { Submitted } from './results/common.ts'
import { animationResultOf, sampleResultOf, snapshotResultOf } from './results/pictures.ts'
import { spriteResultOf } from './results/sprite.ts'
import { transcodeResultOf } from './results/transcode.ts'
import { spellTaskId } from './task-id.ts'
import { spellTime } from './times.ts'

/** A task of any API in this service's words, every member there. @param request as `createSubmittedReader` finds it */
export const describeTask = (task: Task, request: Submitted): TaskDetail => {
  const status = taskStatus(task.outputs)
  const edit = isEdit(task)
  return {
    TaskType: edit ? 'EditMediaTask' : 'WorkflowTask',
    Status: TASK_STATUS[status],
    CreateTime: spellTime(task.createdAt),
    BeginProcessTime: spellTime(task.startedAt),
    FinishTime: spellTime(task.finishedAt),
    WorkflowTask: edit ? null : describeWorkflow(task, status, request),
    EditMediaTask: edit ? describeEdit(task) : null,
    LiveStreamProcessTask: null,
    ScheduleTask: null,
    LiveScheduleTask: null,
    ExtractBlindWatermarkTask: null,
    TaskNotifyConfig: echoNotify(task),
    TasksPriority: task.priority,
    SessionId: task.clientToken ?? '',
    SessionContext: task.userData ?? '',
    ExtInfo: '',
  }
}

const describeWorkflow = (task: Task, status: TaskStatus, request: Submitted): WorkflowTask => ({
  TaskId: spellTaskId(task.id),
  // The workflow itself knows no WAITING.
  Status: TASK_STATUS[status] === 'FINISH' ? 'FINISH' : 'PROCESSING',
  ...workflowError(task, status),
  InputInfo: request ? echoInput(request.InputInfo) : describeSource(task.source),
  MetaData: task.media ? describeMedia(task.media) : null,
  // The service has no word for files of text alone; what the source is stands in MetaData.
  MediaProcessResultSet: task.outputs
    .filter(({ spec }) => spec.kind !== 'subtitles' && spec.kind !== 'probe')
    .map((output): ProcessResult => {
      const { spec } = output
      if (spec.kind === 'sprite')
        return { Type: 'ImageSprites', ...EMPTY, ImageSpriteTask: spriteResultOf(output, request) }
      if (spec.kind === 'animation')
        return {
          Type: 'AnimatedGraphics',
          ...EMPTY,
          AnimatedGraphicTask: animationResultOf(output, spec, request),
        }
      if (spec.kind === 'snapshots' && spec.at.by === 'interval')
        return { Type: 'SampleSnapshot', ...EMPTY, SampleSnapshotTask: sampleResultOf(output, spec, request) }
      if (spec.kind === 'snapshots')
        return {
          ...{ Type: 'SnapshotByTimeOffset', ...EMPTY },
          SnapshotByTimeOffsetTask: snapshotResultOf(output, spec, request),
        }
      if (spec.kind === 'stream' && spec.renditions.length > 1)
        return {
          Type: 'AdaptiveDynamicStreaming',
          ...EMPTY,
          AdaptiveDynamicStreamingTask: adaptiveResultOf(output, request),
        }
      return { Type: 'Transcode', ...EMPTY, TranscodeTask: transcodeResultOf(output, request) }
    }),
  AiContentReviewResultSet: [],
  AiAnalysisResultSet: [],
  AiRecognitionResultSet: [],
  AiQualityControlTaskResult: null,
  SmartSubtitlesTaskResult: [],
  SmartEraseTaskResult: null,
})

/** One of these is filled. The type's name and the member's differ by an s, and so they do on the wire. */
const EMPTY: Omit<ProcessResult, 'Type'> = {
  TranscodeTask: null,
  AnimatedGraphicTask: null,
  SnapshotByTimeOffsetTask: null,
  SampleSnapshotTask: null,
  ImageSpriteTask: null,
  AdaptiveDynamicStreamingTask: null,
}

/** Not 0 only when no sub-task can be at fault: a bad source, or an abortion. */
const workflowError = (task: Task, status: TaskStatus): Pick<WorkflowTask, 'ErrCode' | 'Message'> => {
  if (status === 'cancelled') return { ErrCode: ERR_CODE.other, Message: ABORTED }
  if (task.problem) return { ErrCode: errCodeOf(task.problem), Message: task.problem.message }
  return { ErrCode: ERR_CODE.none, Message: '' }
}
