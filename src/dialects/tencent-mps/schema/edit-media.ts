import { z } from 'zod'
import { MAX_CLIPS } from '../../../domain/join-spec.ts'
import { honoured, ignored, refused, stored } from '../../../wire/fields.ts'
import { mediaInputInfo, taskOutputStorage } from './locations.ts'
import { offset } from './process-media.ts'
import { optionalChoice, optionalInt, optionalObject, optionalText, text } from './scalars.ts'
import { taskNotifyConfig } from './task-notify.ts'

/** https://www.tencentcloud.com/document/api/1041/33690#EditMediaFileInfo */
const fileInfo = z.strictObject({
  InputInfo: mediaInputInfo,
  StartTimeOffset: offset(),
  EndTimeOffset: offset(),
  Id: stored(optionalText(32)),
})

export const editMediaRequest = z.strictObject({
  FileInfos: z
    .array(fileInfo)
    .min(1)
    .max(1 + MAX_CLIPS),
  OutputStorage: taskOutputStorage,
  OutputObjectPath: honoured(text(1024)),
  OutputConfig: optionalObject(
    z.strictObject({
      Container: honoured(
        optionalChoice(['mp4', 'hls', 'mov', 'flv'], { avi: 'AVI files are not made here' }),
      ),
      Type: honoured(optionalChoice(['normal', 'fast'])),
    }),
  ),
  ComposeConfig: refused('no compositions are made here, only clips, alone or joined'),
  TaskNotifyConfig: taskNotifyConfig,
  TasksPriority: honoured(optionalInt(-10, 10)),
  SessionId: honoured(optionalText(50)),
  SessionContext: stored(optionalText(1000)),
  ResourceId: ignored(optionalText(128), 'there is one pool of workers'),
})
export type EditMediaRequest = z.output<typeof editMediaRequest>
