import { declinedBy } from '../../../wire/declined.ts'
import { VERSION } from '../service.ts'

/** Every other operation of the service, by the reason it is not offered. */
const NAMES_BY_REASON: Readonly<Record<string, string>> = {
  'not yet: the older transcoding jobs; use SubmitMediaConvertJob': `
    GetTranscodeJob ListTranscodeJobs SubmitTranscodeJob
  `,
  'there are no default templates; jobs name theirs': `
    SetDefaultCustomTemplate
  `,
  'not yet: packaging of finished files': `
    GetPackageJob ListPackageJobs SubmitPackageJob
  `,
  'not yet: message queues; have SetEventCallback tell an address': `
    DescribeNotifyConfig SetNotifyConfig
  `,
  'live streams are not taken in, relayed or packaged': `
    GetLiveSnapshotJob ListLiveSnapshotJobs SubmitLiveSnapshotJob
    AddAdInsertion AddMediaConnectFlowInput AddMediaConnectFlowOutput BatchCreateVodPackagingAsset
    CloseMediaConnectFlowFailover CreateChannel CreateIpcOrder CreateLivePackageChannel
    CreateLivePackageChannelGroup CreateLivePackageOriginEndpoint CreateLiveRecordTemplate
    CreateLiveSnapshotTemplate CreateLiveTranscodeTemplate CreateMediaConnectFlow CreateMediaLiveChannel
    CreateMediaLiveInput CreateMediaLiveInputSecurityGroup CreateProgram CreateSource
    CreateSourceLocation CreateUploadStream CreateVodPackagingAsset CreateVodPackagingConfiguration
    CreateVodPackagingGroup DeleteAdInsertion DeleteChannel DeleteLivePackageChannel
    DeleteLivePackageChannelGroup DeleteLivePackageOriginEndpoint DeleteLiveRecordFiles
    DeleteLiveRecordTemplate DeleteLiveSnapshotFiles DeleteLiveSnapshotTemplate DeleteLiveTranscodeJob
    DeleteLiveTranscodeTemplate DeleteMediaConnectFlow DeleteMediaConnectFlowInput
    DeleteMediaConnectFlowOutput DeleteMediaLiveChannel DeleteMediaLiveInput
    DeleteMediaLiveInputSecurityGroup DeleteProgram DeleteSource DeleteSourceLocation
    DeleteVodPackagingAsset DeleteVodPackagingConfiguration DeleteVodPackagingGroup
    ForbidMediaConnectFlowOutput GetAdInsertion GetChannel GetIpcDeviceInfo GetLiveEditingIndexFile
    GetLiveEditingJob GetLivePackageChannel GetLivePackageChannelGroup GetLivePackageOriginEndpoint
    GetLiveRecordJob GetLiveRecordTemplate GetLiveSnapshotTemplate GetLiveTranscodeJob
    GetLiveTranscodeTemplate GetMediaConnectAvailableRegion GetMediaConnectFlow
    GetMediaConnectFlowAllOutputName GetMediaConnectFlowInput GetMediaConnectFlowOutput
    GetMediaLiveChannel GetMediaLiveInput GetMediaLiveInputSecurityGroup GetProgram GetSource
    GetSourceLocation GetVodPackagingAsset GetVodPackagingConfiguration GetVodPackagingGroup
    ListAdInsertions ListAlerts ListChannelAlerts ListChannels ListLivePackageChannelGroups
    ListLivePackageChannels ListLivePackageOriginEndpoints ListLiveRecordFiles ListLiveRecordJobs
    ListLiveRecordTemplates ListLiveSnapshotFiles ListLiveSnapshotTemplates ListLiveTranscodeJobs
    ListLiveTranscodeTemplates ListMediaLiveChannels ListMediaLiveInputSecurityGroups
    ListMediaLiveInputs ListPrograms ListSourceLocations ListSources ListVodPackagingAssets
    ListVodPackagingConfigurations ListVodPackagingGroups OpenMediaConnectFlowFailover QueryIpcQuota
    RegisterMediaStream ResumeMediaConnectFlowOutput     SendLiveSnapshotJobCommand SendLiveTranscodeJobCommand StartChannel StartMediaLiveChannel
    StopChannel StopMediaLiveChannel SubmitLiveEditingJob SubmitLiveRecordJob SubmitLiveTranscodeJob
    UpdateAdInsertion UpdateChannel UpdateLivePackageChannel UpdateLivePackageChannelCredentials
    UpdateLivePackageChannelGroup UpdateLivePackageOriginEndpoint UpdateLiveRecordTemplate
    UpdateLiveSnapshotTemplate UpdateLiveTranscodeJob UpdateLiveTranscodeTemplate
    UpdateMediaConnectFlowInput UpdateMediaConnectFlowOutput UpdateMediaConnectFlowStatus
    UpdateMediaLiveChannel UpdateMediaLiveInput UpdateMediaLiveInputSecurityGroup UpdateProgram
    UpdateSource UpdateSourceLocation UploadStreamByURL
  `,
  'videos are not edited or produced from timelines': `
    AddEditingProjectMaterials AddTemplate AddYikeUserCredit BatchGetYikeAIAppJob
    BatchGetYikeAssetMediaInfos CreateEditingProject CreateYikeAssetUpload CreateYikeProduction
    CreateYikeUser CreateYikeWorkspace DeleteEditingProjectMaterials DeleteEditingProjects
    DeleteTemplate DeleteYikeAssetMediaInfos GetAIWorkflowTask GetBatchMediaProducingJob
    GetEditingProject GetEditingProjectMaterials GetMediaProducingJob GetProjectExportJob GetTemplate
    GetTemplateMaterials GetTemplateParams GetWorkflowTask GetYikeAIAppJob GetYikeAssetMediaInfo
    GetYikeStoryboardJob GetYikeUser GetYikeUserCredit ListBatchMediaProducingJobs ListEditingProjects
    ListMediaProducingJobs ListSchedules ListTemplates ListWorkflowTasks ListYikeAssetFolders
    ListYikeProductions PrecheckYikeAIAppJob RegisterYikeAssetMediaInfo ResumeYikeStoryboardJob
    SearchEditingProject SetYikeUserRole StartWorkflow StopAIWorkflowTask SubYikeUserCredit
    SubmitAudioProduceJob SubmitBatchMediaProducingJob SubmitDynamicChartJob SubmitMediaProducingJob
    SubmitProjectExportJob SubmitSceneBatchEditingJob SubmitSceneMediaSelectionJob
    SubmitSceneTimelineOrganizationJob SubmitYikeAIAppJob SubmitYikeStoryboardJob UpdateEditingProject
    UpdateTemplate
  `,
  'not yet: the media library through this API; inputs are objects of buckets': `
    AddCategory AddFavoritePublicMedia AddMediaMarks AddStreamTagToSearchLib AlterSearchIndex
    AlterSearchLib BatchGetMediaInfos CancelFavoritePublicMedia CloseStreamToSearchLib CreateAudit
    CreateSearchIndex CreateSearchLib CreateStreamToSearchLib CreateUploadMedia DeleteCategory
    DeleteMediaFromSearchLib DeleteMediaInfos DeleteMediaMarks DeletePlayInfo DescribePlayList
    DropSearchIndex DropSearchLib GetCategories GetDefaultStorageLocation GetMediaInfo GetMediaMarks
    GetPlayInfo GetPublicMediaInfo GetStorageList GetUrlUploadInfos GetVideoList InsertMediaToSearchLib
    ListAllPublicMediaTags ListMediaBasicInfos ListMediaMarks ListPublicMediaBasicInfos ListSearchLib
    QuerySearchIndex QuerySearchLib RefreshUploadMedia RegisterMediaInfo SearchIndexJobRerun SearchMedia
    SearchMediaByAILabel SearchMediaByFace SearchMediaByHybrid SearchMediaByMultimodal
    SearchMediaClipByFace SearchPublicMediaInfo SetDefaultStorageLocation UpdateCategory UpdateMediaInfo
    UpdateMediaMarks UpdateMediaToSearchLib UploadMediaByURL
  `,
  'there is no account to be billed': `
    ActiveAiRtcLicense DescribeMeterImsEditUsage DescribeMeterImsMediaConvertUHDUsage
    DescribeMeterImsMediaConvertUsage DescribeMeterImsMpsAiUsage DescribeMeterImsSummary
    GetAiRtcAuthCodeList GetAiRtcLicenseInfoList
  `,
  'no hidden watermarks, fingerprints or copies are made or searched': `
    CancelDNAJob CreateDNADB DeleteDNADB DeleteDNAFiles ListDNADB ListDNAFiles QueryCopyrightExtractJob
    QueryCopyrightJobList QueryDNAJobList QueryTraceAbJobList QueryTraceExtractJob QueryTraceM3u8JobList
    SubmitCopyrightExtractJob SubmitCopyrightJob SubmitDNAJob SubmitTraceAbJob SubmitTraceExtractJob
    SubmitTraceM3u8Job
  `,
  'keys are not managed here': `
    DecryptKMSDataKey GenerateKMSDataKey
  `,
  'there are no AI tasks, agents or speech services': `
    SendAIAgentDataChannelMessage
    CancelIProductionJob ClearAIAgentVoiceprint CreateAvatarTrainingJob CreateCustomizedVoiceJob
    CreateHotwordLibrary CreateRecognitionEntity CreateRecognitionLib CreateRecognitionSample
    DeleteAIAgentDialogue DeleteAvatarTrainingJob DeleteCustomizedVoiceJob DeleteHotwordLibrary
    DeleteRecognitionEntity DeleteRecognitionLib DeleteRecognitionSample DeleteSmartJob
    DescribeAIAgentInstance DescribeRtcRobotInstance DetectAudioForCustomizedVoiceJob ForwardAIAgentCall
    GenerateAIAgentCall GenerateMessageChatToken GetAIAgentConcurrency GetAvatar GetAvatarTrainingJob
    GetContentAnalyzeConfig GetCustomizedVoice GetCustomizedVoiceJob
    GetDemonstrationForCustomizedVoiceJob GetHotwordLibrary GetSmartHandleJob GetStreamTagList
    ListAIAgentDialogues ListAIAgentInstance ListAIAgentPhoneNumber ListAIAgentVoiceprints
    ListAvatarTrainingJobs ListAvatars ListCustomizedVoiceJobs ListCustomizedVoices ListHotwordLibraries
    ListRecognitionEntities ListRecognitionLibs ListRecognitionSamples ListSmartJobs
    ListSmartSysAvatarModels ListSmartVoiceGroups QueryIProductionJob QueryMediaCensorJobDetail
    QueryMediaCensorJobList QueryMediaIndexJob QuerySmarttagJob QueryVideoCognitionJob SendAIAgentSpeech
    SendAIAgentText SendMessageChatText SetAIAgentVoiceprint SetContentAnalyzeConfig
    StartAIAgentInstance StartAIAgentOutboundCall StartAIWorkflow StartRtcRobotInstance
    StopAIAgentInstance StopRtcRobotInstance SubmitAIAgentVideoAuditTask SubmitASRJob
    SubmitAvatarTrainingJob SubmitAvatarVideoJob SubmitCosyVoiceCustomizedVoiceJob
    SubmitCustomizedVoiceJob SubmitHighlightExtractionJob SubmitIProductionJob SubmitMediaAiAnalysisJob
    SubmitMediaCensorJob SubmitScreenMediaHighlightsJob SubmitSegmentationJob SubmitSmarttagJob
    SubmitSportsHighlightsJob SubmitStandardCustomizedVoiceJob SubmitTextGenerateJob
    SubmitVideoCognitionJob SubmitVideoTranslationJob TakeoverAIAgentCall UpdateAIAgentInstance
    UpdateAvatarTrainingJob UpdateCustomizedVoice UpdateHotwordLibrary UpdateRtcRobotInstance
  `,
}

export const declined = declinedBy(NAMES_BY_REASON, VERSION)
