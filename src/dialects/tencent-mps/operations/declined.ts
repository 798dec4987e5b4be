import { declinedBy } from '../../../wire/declined.ts'
import { VERSION } from '../service.ts'

/** Every other action of the service, by the reason it is not offered. */
const NAMES_BY_REASON: Readonly<Record<string, string>> = {
  'streams are not relayed or packaged': `
    ActivateSSAI ActivateStreamPackage BatchDeleteStreamLinkFlow BatchStartStreamLinkFlow
    BatchStopStreamLinkFlow CreateStreamLinkEvent CreateStreamLinkFlow CreateStreamLinkInput
    CreateStreamLinkOutputInfo CreateStreamLinkSecurityGroup CreateStreamPackageLinearAssemblyChannel
    CreateStreamPackageLinearAssemblyProgram CreateStreamPackageSSAIChannel CreateStreamPackageSource
    CreateStreamPackageSourceLocation DeleteStreamLinkEvent DeleteStreamLinkFlow DeleteStreamLinkOutput
    DeleteStreamLinkSecurityGroup DeleteStreamPackageLinearAssemblyChannel
    DeleteStreamPackageLinearAssemblyChannels DeleteStreamPackageLinearAssemblyProgram
    DeleteStreamPackageLinearAssemblyPrograms DeleteStreamPackageLinearAssemblyProgramsByChannel
    DeleteStreamPackageSSAIChannel DeleteStreamPackageSource DeleteStreamPackageSourceLocation
    DescribeGroupAttachFlowsById DescribeSSAIActivateState DescribeStreamLinkActivateState
    DescribeStreamLinkEvent DescribeStreamLinkEventAttachedFlows DescribeStreamLinkEvents
    DescribeStreamLinkFlow DescribeStreamLinkFlowLogs DescribeStreamLinkFlowMediaStatistics
    DescribeStreamLinkFlowRealtimeStatus DescribeStreamLinkFlowSRTStatistics
    DescribeStreamLinkFlowStatistics DescribeStreamLinkFlows DescribeStreamLinkRegions
    DescribeStreamLinkSecurityGroups DescribeStreamPackageActivateState
    DescribeStreamPackageLinearAssemblyChannel DescribeStreamPackageLinearAssemblyChannelAlerts
    DescribeStreamPackageLinearAssemblyChannels DescribeStreamPackageLinearAssemblyProgram
    DescribeStreamPackageLinearAssemblyProgramSchedules DescribeStreamPackageLinearAssemblyPrograms
    DescribeStreamPackageLinearAssemblyUsage DescribeStreamPackageSSAIChannel
    DescribeStreamPackageSSAIChannels DescribeStreamPackageSSAIUsage DescribeStreamPackageSource
    DescribeStreamPackageSourceAlerts DescribeStreamPackageSourceLocation
    DescribeStreamPackageSourceLocations DescribeStreamPackageSources DisassociateSecurityGroup
    ModifyStreamLinkEvent ModifyStreamLinkFlow ModifyStreamLinkInput ModifyStreamLinkOutputInfo
    ModifyStreamLinkSecurityGroup ModifyStreamPackageLinearAssemblyChannel
    ModifyStreamPackageLinearAssemblyProgram ModifyStreamPackageSSAIChannel ModifyStreamPackageSource
    ModifyStreamPackageSourceLocation StartStreamLinkFlow StartStreamPackageLinearAssemblyChannel
    StopStreamLinkFlow StopStreamPackageLinearAssemblyChannel
  `,
  'not yet: workflows and schedules': `
    CreateSchedule CreateWorkflow DeleteSchedule DeleteWorkflow DescribeSchedules DescribeWorkflows
    DisableSchedule DisableWorkflow EnableSchedule EnableWorkflow ModifySchedule ResetWorkflow
  `,
  'live streams are not taken in': `
    CreateLiveRecordTemplate DeleteLiveRecordTemplate DescribeLiveRecordTemplates ModifyLiveRecordTemplate
    ParseLiveStreamProcessNotification ProcessLiveStream
  `,
  'no hidden watermarks are written or read': `
    CreateBlindWatermarkTemplate DeleteBlindWatermarkTemplate DescribeBlindWatermarkTemplates
    ExtractBlindWatermark ModifyBlindWatermarkTemplate WithdrawsWatermark
  `,
  'there is no account to be billed': `
    DescribeMDPMPSUserInfo DescribeUsageData
  `,
  'pictures are not processed, only video and audio': `
    CreateProcessImageTemplate DeleteProcessImageTemplate DescribeImageTaskDetail DescribeImageTasks
    DescribeProcessImageTemplates ExecuteFunction ModifyProcessImageTemplate ProcessImage
  `,
  'there are no AI tasks': `
    BatchProcessMedia ChangeVoice CloneViral CloneVoice CreateAIAnalysisTemplate
    CreateAIRecognitionTemplate CreateAgentRecordTask CreateAiDramaTask CreateAiFissionTask
    CreateAigcAudioTask CreateAigcImageTask CreateAigcVideoTask CreateAsrHotwords
    CreateContentReviewTemplate CreateDocToVideoTask CreateMediaEvaluation CreatePersonSample
    CreateProject CreateQualityControlTemplate CreateSmartEraseTemplate CreateSmartSubtitleTemplate
    CreateSubtitleEmbedTemplate CreateVideoDatabaseEntryTask CreateVideoRedrawTask CreateVideoSearchTask
    CreateWordSamples DeleteAIAnalysisTemplate DeleteAIRecognitionTemplate DeleteAsrHotwords
    DeleteContentReviewTemplate DeletePersonSample DeleteProject DeleteQualityControlTemplate
    DeleteSmartEraseTemplate DeleteSmartSubtitleTemplate DeleteSubtitleEmbedTemplate DeleteVoice
    DeleteWordSamples DescribeAIAnalysisTemplates DescribeAIRecognitionTemplates DescribeAgentRecordTask
    DescribeAigcAudioTask DescribeAigcImageTask DescribeAigcTaskList DescribeAigcTaskStatus
    DescribeAigcVideoTask DescribeAsrHotwords DescribeAsrHotwordsList DescribeBatchTaskDetail
    DescribeCloneViralTask DescribeContentReviewTemplates DescribeDesignTask DescribePersonSamples
    DescribeQualityControlTemplates DescribeSmartEraseTemplates DescribeSmartSubtitleTemplates
    DescribeSubtitleEmbedTemplates DescribeTextToSpeechAsyncTask DescribeVideoDatabaseEntryTaskDetail
    DescribeVideoSearchTaskDetail DescribeVoices DescribeWordSamples DesignVoiceAsync
    DetectVideoSubtitleArea DetectVideoWatermark EmbeddingData ModifyAIAnalysisTemplate
    ModifyAIRecognitionTemplate ModifyAsrHotwords ModifyContentReviewTemplate ModifyPersonSample
    ModifyQualityControlTemplate ModifySmartEraseTemplate ModifySmartSubtitleTemplate
    ModifySubtitleEmbedTemplate ModifyWordSample QueryHunyuan3DTask QueryProject RecognizeAudio
    RecognizeMediaForZhiXue SubmitHunyuan3DTask SyncDubbing TextToSpeech TextToSpeechAsync TextTranslation
    UpdateProject UpdateVoice
  `,
}

export const declined = declinedBy(NAMES_BY_REASON, VERSION)
