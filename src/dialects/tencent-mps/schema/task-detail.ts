import { z } from 'zod'
import { audioStreamItem, inputInfo, mediaMetaData, storage, videoStreamItem } from './media.ts'
import {
  animatedGraphicInput,
  animatedGraphicOutput,
  byTimeInput,
  byTimeOutput,
  sampleOutput,
  snapshotInput,
} from './picture-results.ts'

const int = z.int()
const none = z.null()
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)

const outcome = {
  Status: z.enum(['PROCESSING', 'SUCCESS', 'FAIL']),
  ErrCodeExt: z.string(),
  ErrCode: int,
  Message: z.string(),
}
/** Every result but a transcode says when it began and ended; a transcode says how far it is. */
const times = { BeginProcessTime: time, FinishTime: time }

const numbers = z.strictObject({ InitialValue: int, Increment: int, MinLength: int, PlaceHolder: z.string() })
/** Transcoding parameters as the caller gave them. */
const echoed = z.record(z.string(), z.unknown()).nullable()
/** Watermarks and mosaics, likewise. */
const echoedList = z.array(z.record(z.string(), z.unknown()))

export const transcodeResult = z.strictObject({
  ...outcome,
  Progress: int,
  Input: z.strictObject({
    Definition: int,
    RawParameter: echoed,
    OverrideParameter: echoed,
    WatermarkSet: echoedList,
    BlindWatermark: none,
    MosaicSet: echoedList,
    StartTimeOffset: z.number(),
    EndTimeOffset: z.number(),
    OutputStorage: storage,
    OutputObjectPath: z.string(),
    SegmentObjectName: z.string(),
    ObjectNumberFormat: numbers,
    HeadTailParameter: z
      .strictObject({ HeadSet: z.array(inputInfo), TailSet: z.array(inputInfo) })
      .nullable(),
  }),
  Output: z
    .strictObject({
      OutputStorage: storage,
      Path: z.string(),
      Definition: int,
      Bitrate: int,
      Height: int,
      Width: int,
      Size: int,
      Duration: z.number(),
      Container: z.string(),
      Md5: z.string(),
      VideoStreamSet: z.array(videoStreamItem),
      AudioStreamSet: z.array(audioStreamItem),
      CallBackExtInfo: z.string(),
    })
    .nullable(),
})
export type TranscodeResult = z.input<typeof transcodeResult>

export const imageSpriteResult = z.strictObject({
  ...outcome,
  ...times,
  Input: z.strictObject({
    Definition: int,
    OutputStorage: storage,
    OutputObjectPath: z.string(),
    WebVttObjectName: z.string(),
    ObjectNumberFormat: numbers,
    ExtInfo: z.string(),
  }),
  Output: z
    .strictObject({
      Definition: int,
      Height: int,
      Width: int,
      TotalCount: int,
      ImagePathSet: z.array(z.string()),
      WebVttPath: z.string(),
      Storage: storage,
    })
    .nullable(),
})
export type ImageSpriteResult = z.input<typeof imageSpriteResult>

export const animatedGraphicResult = z.strictObject({
  ...outcome,
  ...times,
  Input: animatedGraphicInput,
  Output: animatedGraphicOutput,
})
export type AnimatedGraphicResult = z.input<typeof animatedGraphicResult>

export const snapshotByTimeOffsetResult = z.strictObject({
  ...outcome,
  ...times,
  Input: byTimeInput(numbers),
  Output: byTimeOutput,
})
export type SnapshotByTimeOffsetResult = z.input<typeof snapshotByTimeOffsetResult>

export const sampleSnapshotResult = z.strictObject({
  ...outcome,
  ...times,
  Input: snapshotInput(numbers),
  Output: sampleOutput,
})
export type SampleSnapshotResult = z.input<typeof sampleSnapshotResult>

export const adaptiveResult = z.strictObject({
  ...outcome,
  ...times,
  Input: z.strictObject({
    Definition: int,
    WatermarkSet: echoedList,
    OutputStorage: storage,
    OutputObjectPath: z.string(),
    SubStreamObjectName: z.string(),
    SegmentObjectName: z.string(),
    AddOnSubtitles: z.array(z.never()),
  }),
  Output: z
    .strictObject({
      Definition: int,
      Package: z.enum(['HLS', 'MPEG-DASH']),
      Path: z.string(),
      Storage: storage,
    })
    .nullable(),
})
export type AdaptiveResult = z.input<typeof adaptiveResult>

export const processResult = z.strictObject({
  Type: z.enum([
    'Transcode',
    'AnimatedGraphics',
    'SnapshotByTimeOffset',
    'SampleSnapshot',
    'ImageSprites',
    'AdaptiveDynamicStreaming',
  ]),
  TranscodeTask: transcodeResult.nullable(),
  AnimatedGraphicTask: animatedGraphicResult.nullable(),
  SnapshotByTimeOffsetTask: snapshotByTimeOffsetResult.nullable(),
  SampleSnapshotTask: sampleSnapshotResult.nullable(),
  ImageSpriteTask: imageSpriteResult.nullable(),
  AdaptiveDynamicStreamingTask: adaptiveResult.nullable(),
})
export type ProcessResult = z.input<typeof processResult>

/** https://www.tencentcloud.com/document/api/1041/33690#WorkflowTask */
const workflowTask = z.strictObject({
  TaskId: z.string(),
  Status: z.enum(['PROCESSING', 'FINISH']),
  ErrCode: int,
  Message: z.string(),
  InputInfo: inputInfo,
  MetaData: mediaMetaData.nullable(),
  MediaProcessResultSet: z.array(processResult),
  AiContentReviewResultSet: z.array(z.never()),
  AiAnalysisResultSet: z.array(z.never()),
  AiRecognitionResultSet: z.array(z.never()),
  AiQualityControlTaskResult: none,
  SmartSubtitlesTaskResult: z.array(z.never()),
  SmartEraseTaskResult: none,
})
export type WorkflowTask = z.input<typeof workflowTask>

/** https://www.tencentcloud.com/document/api/1041/33690#EditMediaTask */
const editMediaTask = z.strictObject({
  TaskId: z.string(),
  Status: z.enum(['PROCESSING', 'FINISH']),
  ErrCode: int,
  Message: z.string(),
  Input: z.strictObject({
    FileInfoSet: z.array(
      z.strictObject({
        InputInfo: inputInfo,
        StartTimeOffset: z.number(),
        EndTimeOffset: z.number(),
        Id: z.string(),
      }),
    ),
  }),
  Output: z
    .strictObject({ OutputStorage: storage, Path: z.string(), MetaData: mediaMetaData.nullable() })
    .nullable(),
})
export type EditMediaTask = z.input<typeof editMediaTask>

/** One of the tasks is filled. */
export const taskDetail = z.strictObject({
  TaskType: z.enum(['WorkflowTask', 'EditMediaTask']),
  Status: z.enum(['WAITING', 'PROCESSING', 'FINISH']),
  CreateTime: time,
  BeginProcessTime: time,
  FinishTime: time,
  WorkflowTask: workflowTask.nullable(),
  EditMediaTask: editMediaTask.nullable(),
  LiveStreamProcessTask: none,
  ScheduleTask: none,
  LiveScheduleTask: none,
  ExtractBlindWatermarkTask: none,
  TaskNotifyConfig: z
    .strictObject({ NotifyType: z.string(), NotifyMode: z.string(), NotifyUrl: z.string() })
    .nullable(),
  TasksPriority: int,
  SessionId: z.string(),
  SessionContext: z.string(),
  ExtInfo: z.string(),
})
export type TaskDetail = z.input<typeof taskDetail>
