import { z } from 'zod'
import { MAX_CLIPS } from '../../../domain/join-spec.ts'
import { honoured, ignored, refused, stored } from '../../../wire/fields.ts'
import { drmInfo } from './drm.ts'
import { mediaInputInfo, taskOutputStorage } from './locations.ts'
import { numberFormat } from './number-format.ts'
import {
  animatedGraphicTaskInput,
  sampleSnapshotTaskInput,
  snapshotByTimeOffsetTaskInput,
} from './picture-tasks.ts'
import {
  int,
  optionalChoice,
  optionalInt,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalText,
} from './scalars.ts'
import { addOnSubtitles, subtitleTemplate } from './subtitles.ts'
import { taskNotifyConfig } from './task-notify.ts'
import { overrideTranscodeParameter, rawTranscodeParameter } from './transcode-parameters.ts'
import { mosaicSet, watermarkSet } from './watermarks.ts'

const NO_AI = 'there are no AI tasks here'
const NO_BLIND = 'no hidden watermarks are written or read'
const NO_SCHEDULES = 'there are no schedules here; name the tasks in MediaProcessTask'

/** Together as many as can be joined. */
const MAX_JOINED = MAX_CLIPS / 2

const path = () => honoured(optionalText(1024))
/** Seconds; negative ones count from the source's end. */
export const offset = () => honoured(optionalNumber())

/** https://www.tencentcloud.com/document/api/1041/33690#TranscodeTaskInput */
export const transcodeTaskInput = z.strictObject({
  Definition: honoured(int(0)),
  RawParameter: optionalObject(rawTranscodeParameter),
  OverrideParameter: optionalObject(overrideTranscodeParameter),
  WatermarkSet: watermarkSet,
  BlindWatermark: refused(NO_BLIND),
  MosaicSet: mosaicSet,
  StartTimeOffset: offset(),
  EndTimeOffset: offset(),
  OutputStorage: taskOutputStorage,
  OutputObjectPath: path(),
  SegmentObjectName: path(),
  ObjectNumberFormat: numberFormat,
  HeadTailParameter: optionalObject(
    z.strictObject({
      HeadSet: optionalList(mediaInputInfo, MAX_JOINED),
      TailSet: optionalList(mediaInputInfo, MAX_JOINED),
    }),
  ),
})
export type TranscodeTaskInput = z.output<typeof transcodeTaskInput>

/** https://www.tencentcloud.com/document/api/1041/33690#ImageSpriteTaskInput */
export const imageSpriteTaskInput = z.strictObject({
  Definition: honoured(int(1)),
  OutputStorage: taskOutputStorage,
  OutputObjectPath: path(),
  WebVttObjectName: path(),
  ObjectNumberFormat: numberFormat,
  ExtInfo: refused('internal extension parameters are not published'),
})
export type ImageSpriteTaskInput = z.output<typeof imageSpriteTaskInput>

/** https://www.tencentcloud.com/document/api/1041/33690#AdaptiveDynamicStreamingTaskInput */
export const adaptiveTaskInput = z.strictObject({
  Definition: honoured(int(1)),
  WatermarkSet: watermarkSet,
  BlindWatermark: refused(NO_BLIND),
  OutputStorage: taskOutputStorage,
  OutputObjectPath: path(),
  SubStreamObjectName: path(),
  SegmentObjectName: path(),
  AddOnSubtitles: addOnSubtitles,
  DrmInfo: drmInfo,
  DefinitionType: honoured(optionalChoice(['Common', 'PureAudio'])),
  SubtitleTemplate: subtitleTemplate,
  StdExtInfo: refused('internal extension parameters are not published'),
  KeyPTSList: refused('key frames are where segments begin'),
  AddOnAudios: refused('sounds of other files are not added; templates name those of the input'),
  StdExtStreamInfos: refused('the ladder is the template’s'),
})
export type AdaptiveTaskInput = z.output<typeof adaptiveTaskInput>

/** https://www.tencentcloud.com/document/api/1041/33690#MediaProcessTaskInput */
const mediaProcessTask = z.strictObject({
  TranscodeTaskSet: optionalList(transcodeTaskInput, 64),
  AnimatedGraphicTaskSet: optionalList(animatedGraphicTaskInput, 64),
  SnapshotByTimeOffsetTaskSet: optionalList(snapshotByTimeOffsetTaskInput, 64),
  SampleSnapshotTaskSet: optionalList(sampleSnapshotTaskInput, 64),
  ImageSpriteTaskSet: optionalList(imageSpriteTaskInput, 64),
  AdaptiveDynamicStreamingTaskSet: optionalList(adaptiveTaskInput, 64),
})

export const processMediaRequest = z.strictObject({
  InputInfo: mediaInputInfo,
  OutputStorage: taskOutputStorage,
  OutputDir: honoured(optionalText(1024)),
  ScheduleId: refused(NO_SCHEDULES, [0, '0']),
  MediaProcessTask: optionalObject(mediaProcessTask),
  AiContentReviewTask: refused(NO_AI),
  AiAnalysisTask: refused(NO_AI),
  AiRecognitionTask: refused(NO_AI),
  AiQualityControlTask: refused(NO_AI),
  SmartSubtitlesTask: refused(NO_AI),
  SmartEraseTask: refused(NO_AI),
  TaskNotifyConfig: taskNotifyConfig,
  TasksPriority: honoured(optionalInt(-10, 10)),
  SessionId: honoured(optionalText(50)),
  SessionContext: stored(optionalText(1000)),
  TaskType: ignored(
    optionalChoice(['Online', 'Offline']),
    'there is one queue, ordered by TasksPriority and age',
  ),
  ResourceId: ignored(optionalText(128), 'there is one pool of workers'),
  Activities: refused(NO_SCHEDULES),
  SkipMateData: refused('every source is probed', [0, '0']),
})
export type ProcessMediaRequest = z.output<typeof processMediaRequest>
