import { declinedBy } from '../../../wire/declined.ts'
import { VERSION } from '../service.ts'

/** Every other action of the service, by the reason it is not offered. */
const NAMES_BY_REASON: Readonly<Record<string, string>> = {
  'not yet: files come in by URL; uploads through COS are not taken': 'ApplyUpload CommitUpload',
  'not yet: use GetVideoInfo': `
    DescribeRecordPlayInfo DescribeVodInfo DescribeVodPlayInfo DescribeVodPlayUrls
  `,
  'not yet: files and what was made of them are kept until they are deleted in the storage': 'DeleteVodFile',
  'not yet: what is said of a file is said when it comes in': `
    ModifyVodInfo CreateVodTags DeleteVodTags DescribeVodCover
  `,
  'not yet: notifications are not kept; ask GetTaskInfo': 'PullEvent ConfirmEvent',
  'not yet: use ProcessFile': `
    CreateImageSprite CreateSnapshotByTimeOffset ProcessCosMedia ProcessFileByProcedure RunProcedure
  `,
  'not yet: a task is submitted anew instead': 'RedoTask',
  'not yet: a task keeps the priority it came with': 'SetWaitingTask',
  'not yet: use GetTaskList': 'ShowTaskStat GetTaskListByFileId',
  'not yet: there are no watermark templates': `
    ApplyUploadWatermark CreateWatermarkTemplate DeleteWatermarkTemplate QueryWatermarkTemplate
    QueryWatermarkTemplateList UpdateWatermarkTemplate
  `,
  'the service offers the encryption it belongs to no longer': `
    CreateSimpleAesTemplate ModifySimpleAesTemplate QuerySimpleAesTemplate
  `,
  'no keys are managed here': 'DescribeDrmDataKey',
  'recordings of live streams are not taken in': 'SimpleClipHls SimpleConcatHls LiveRealTimeClip',
  'files are not sorted into classes that are managed': `
    CreateClass DeleteClass DescribeAllClass DescribeClass ModifyClass
  `,
  'files have no marks on their timeline': 'AddKeyFrameDesc DeleteKeyFrameDesc',
  'there is no CDN, and nothing is counted for bills': `
    DescribeCdnDetailStat DescribeCdnRegionIspDetailStat DescribeCdnStat DescribePlayStatTopFiles
    DescribeStorage DescribeTranscodeStat DescribeVodHosts DescribeVodStorage GetCdnLogList
    GetPlayStatLogList GetVodFileCount GetVodFileStatInfo
  `,
  'it concerns the cloud’s own accounts and partners': `
    DescribeAutoScreenShot GetUserStatus RegisterVod SetVodPlayStatus WxPublish
  `,
}

export const declined = declinedBy(NAMES_BY_REASON, VERSION)
