import type { AnyOperation } from '../../../wire/operation.ts'
import { deleteVideo } from './delete-video.ts'
import { dynamicImages } from './dynamic-images.ts'
import { getMezzanineInfo } from './get-mezzanine-info.ts'
import { getPlayInfo } from './get-play-info.ts'
import { getTranscodeSummary } from './get-transcode-summary.ts'
import { getTranscodeTask } from './get-transcode-task.ts'
import { getUrlUploadInfos } from './get-url-upload-infos.ts'
import { getVideoInfo } from './get-video-info.ts'
import { listTranscodeTask } from './list-transcode-task.ts'
import { messageCallback } from './message-callback.ts'
import { registerMedia } from './register-media.ts'
import { snapshots } from './snapshots.ts'
import { submitTranscodeJobs } from './submit-transcode-jobs.ts'
import { templateGroups } from './template-groups.ts'
import { uploadMediaByUrl } from './upload-media-by-url.ts'
import { vodTemplates } from './vod-templates.ts'
import { watermarks } from './watermarks.ts'

export const operations: readonly AnyOperation[] = [
  ...[submitTranscodeJobs, getTranscodeTask, listTranscodeTask, getTranscodeSummary],
  ...templateGroups,
  ...watermarks,
  ...vodTemplates,
  ...snapshots,
  ...dynamicImages,
  ...messageCallback,
  ...[registerMedia, uploadMediaByUrl, getUrlUploadInfos],
  ...[getVideoInfo, getMezzanineInfo, getPlayInfo, deleteVideo],
]
