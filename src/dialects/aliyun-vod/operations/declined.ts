import { declinedBy } from '../../../wire/declined.ts'
import { VERSION } from '../service.ts'

/** Every other operation of the service, by the reason it is not offered. */
const NAMES_BY_REASON: Readonly<Record<string, string>> = {
  'not yet: uploads to a temporary address; put an object into a bucket and RegisterMedia it, or UploadMediaByURL': `
    CreateUploadAttachedMedia CreateUploadImage CreateUploadVideo DeleteMultipartUpload GetUploadDetails
    RefreshUploadVideo UploadStreamByURL
  `,
  'not yet: cancelling an upload; DeleteVideo ends it': `
    CancelUrlUploadJobs
  `,
  'not yet: the generic queries of jobs; use GetTranscodeTask': `
    GetJobDetail ListJobInfo
  `,
  'not yet: lists, searches and changes of the library': `
    AddCategory BatchGetMediaInfos DeleteCategory DeleteMezzanines DeleteStream GetCategories
    GetVideoInfos GetVideoList SearchMedia UpdateCategory UpdateVideoInfo UpdateVideoInfos
  `,
  'there are no images and attached files beside the videos': `
    DeleteAIImageInfos DeleteAttachedMedia DeleteImage GetAttachedMediaInfo GetImageInfo GetImageInfos
    ListAIImageInfo UpdateAttachedMediaInfos UpdateImageInfos
  `,
  'keys are not managed here': `
    DecryptKMSDataKey GenerateKMSDataKey
  `,
  'streams are not authorised for the vendor’s own player': `
    GenerateDownloadSecretKey GetAppPlayKey GetVideoPlayAuth SetAppPlayKey
  `,
  'there are no AI tasks, audits or fingerprints': `
    AddAITemplate CreateAudit DeleteAITemplate DescribeVodAIData GetAIImageJobs GetAIMediaAuditJob
    GetAITemplate GetAIVideoTagResult GetAuditHistory GetDefaultAITemplate
    GetDigitalWatermarkExtractResult GetMediaAuditAudioResultDetail GetMediaAuditResult
    GetMediaAuditResultDetail GetMediaAuditResultTimeline GetMediaDNAResult ListAIJob ListAITemplate
    ListAuditSecurityIp SetAuditSecurityIp SetDefaultAITemplate SubmitAIImageAuditJob SubmitAIImageJob
    SubmitAIJob SubmitAIMediaAuditJob SubmitDigitalWatermarkExtractJob SubmitMediaDNADeleteJob
    UpdateAITemplate
  `,
  'videos are not edited or produced from timelines': `
    AddEditingProject AddEditingProjectMaterials DeleteEditingProject DeleteEditingProjectMaterials
    DescribeVodEditingUsageData GetEditingProject GetEditingProjectMaterials ProduceEditingProjectVideo
    SearchEditingProject SetEditingProjectMaterials UpdateEditingProject
  `,
  'there are no workflows and no preprocessing': `
    SubmitPreprocessJobs SubmitWorkflowJob
  `,
  'there are no domains, caches and statistics of a content delivery network': `
    AddVodDomain BatchSetVodDomainConfigs BatchStartVodDomain BatchStopVodDomain DeleteVodDomain
    DeleteVodSpecificConfig DescribeMediaDistribution DescribePlayTopVideos DescribePlayUserAvg
    DescribePlayUserTotal DescribePlayVideoStatis DescribeVodCertificateList DescribeVodDomainBpsData
    DescribeVodDomainBpsDataByLayer DescribeVodDomainCertificateInfo DescribeVodDomainConfigs
    DescribeVodDomainDetail DescribeVodDomainHitRateData DescribeVodDomainLog DescribeVodDomainQpsData
    DescribeVodDomainRealTimeBpsData DescribeVodDomainRealTimeByteHitRateData
    DescribeVodDomainRealTimeDetailData DescribeVodDomainRealTimeHttpCodeData
    DescribeVodDomainRealTimeQpsData DescribeVodDomainRealTimeReqHitRateData
    DescribeVodDomainRealTimeTrafficData DescribeVodDomainReqHitRateData DescribeVodDomainSrcBpsData
    DescribeVodDomainSrcTrafficData DescribeVodDomainTrafficData DescribeVodDomainUsageData
    DescribeVodMediaPlayData DescribeVodPlayerCollectData DescribeVodPlayerDimensionData
    DescribeVodPlayerMetricData DescribeVodRangeDataByLocateAndIspService DescribeVodRefreshQuota
    DescribeVodRefreshTasks DescribeVodSSLCertificateList DescribeVodStorageData
    DescribeVodTieringStorageData DescribeVodTieringStorageRetrievalData DescribeVodTranscodeData
    DescribeVodUserDomains DescribeVodUserVipsByDomain DescribeVodVerifyContent GetDailyPlayRegionStatis
    GetMediaRefreshJobs PreloadVodObjectCaches RefreshMediaPlayUrls RefreshVodObjectCaches
    SetCrossdomainContent SetVodDomainCertificate SetVodDomainSSLCertificate UpdateVodDomain
    VerifyVodDomainOwner
  `,
  'a project is one application, with one store': `
    AddVodStorageForApp AttachAppPolicyToIdentity ChangeResourceGroup CreateAppInfo DeleteAppInfo
    DetachAppPolicyFromIdentity GetAppInfos ListAppInfo ListAppPoliciesForIdentity MoveAppResource
    RestoreMedia UpdateAppInfo UpdateMediaStorageClass
  `,
  'live streams are not recorded here': `
    ListLiveRecordVideo
  `,
}

export const declined = declinedBy(NAMES_BY_REASON, VERSION)
