const id = '0123456789abcdef0123456789abcdef'
const template = {
  TemplateName: 'mine',
  Definition: 'LD',
  Container: { Format: 'mp4' },
  Video: { Codec: 'H.264', Width: '640' },
}
const words = { Content: 'words', FontSize: 20, FontColor: 'White', Left: 10, Top: 10 }
const group = { TranscodeTemplateGroupId: id }

export const aliyunVodSamples = {
  SubmitTranscodeJobs: { VideoId: id, TemplateGroupId: 'S00000001-200010' },
  GetTranscodeTask: { TranscodeTaskId: id },
  ListTranscodeTask: { VideoId: id },
  SubmitSnapshotJob: { VideoId: id },
  AddVodTemplate: {
    ...{ Name: 'mine', TemplateType: 'Snapshot' },
    TemplateConfig: { SnapshotType: 'NormalSnapshot', SnapshotConfig: { Count: 2, Interval: 1 } },
  },
  UpdateVodTemplate: {
    VodTemplateId: id,
    TemplateConfig: { Container: { Format: 'gif' }, Video: { Width: '320', Fps: 10 } },
  },
  GetVodTemplate: { VodTemplateId: id },
  ListVodTemplate: { TemplateType: 'Snapshot' },
  DeleteVodTemplate: { VodTemplateId: id },
  SubmitDynamicImageJob: { VideoId: id, DynamicImageTemplateId: id },
  ListDynamicImage: { VideoId: id },
  DeleteDynamicImage: { VideoId: id },
  SetMessageCallback: { CallbackURL: 'https://example.com/hook', EventTypeList: 'ALL' },
  GetMessageCallback: {},
  DeleteMessageCallback: {},
  ListSnapshots: { VideoId: id },
  GetTranscodeSummary: { VideoIds: id },
  AddTranscodeTemplateGroup: { Name: 'mine', TranscodeTemplateList: [template] },
  GetTranscodeTemplateGroup: group,
  ListTranscodeTemplateGroup: {},
  UpdateTranscodeTemplateGroup: { ...group, Name: 'mine' },
  DeleteTranscodeTemplateGroup: { ...group, TranscodeTemplateIds: id },
  SetDefaultTranscodeTemplateGroup: group,
  AddWatermark: { Name: 'mine', Type: 'Text', WatermarkConfig: words },
  UpdateWatermark: { WatermarkId: id, WatermarkConfig: words },
  GetWatermark: { WatermarkId: id },
  ListWatermark: {},
  DeleteWatermark: { WatermarkId: id },
  SetDefaultWatermark: { WatermarkId: id },
  RegisterMedia: { RegisterMetadatas: [{ FileURL: 'oss://media/clip.mp4', Title: 'clip' }] },
  UploadMediaByURL: { UploadURLs: 'http://192.0.2.1/clip.mp4' },
  GetURLUploadInfos: { JobIds: id },
  GetVideoInfo: { VideoId: id },
  GetMezzanineInfo: { VideoId: id },
  GetPlayInfo: { VideoId: id },
  DeleteVideo: { VideoIds: id },
}
