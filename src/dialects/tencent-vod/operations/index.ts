import type { AnyOperation } from '../../../wire/operation.ts'
import { clipVideo } from './clip-video.ts'
import { concatVideo } from './concat-video.ts'
import { convertVodFile } from './convert-vod-file.ts'
import { getTaskInfo } from './get-task-info.ts'
import { getTaskList } from './get-task-list.ts'
import { getVideoInfo } from './get-video-info.ts'
import { multiPullVodFile } from './multi-pull-vod-file.ts'
import { processFile } from './process-file.ts'
import {
  createTranscodeTemplate,
  deleteTranscodeTemplate,
  queryTranscodeTemplate,
  queryTranscodeTemplateList,
  updateTranscodeTemplate,
} from './transcode-templates.ts'

export const operations: readonly AnyOperation[] = [
  ...[getTaskInfo, getTaskList],
  ...[multiPullVodFile, getVideoInfo],
  ...[processFile, convertVodFile, clipVideo, concatVideo],
  ...[createTranscodeTemplate, queryTranscodeTemplate, queryTranscodeTemplateList],
  ...[updateTranscodeTemplate, deleteTranscodeTemplate],
]
