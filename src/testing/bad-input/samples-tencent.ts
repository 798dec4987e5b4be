const input = (object: string) => ({
  Type: 'COS',
  CosInputInfo: { Bucket: 'media', Region: 'ap-guangzhou', Object: object },
})
const template = {
  Container: 'mp4',
  VideoTemplate: { Codec: 'libx264', Fps: 25, Bitrate: 500 },
  AudioTemplate: { Codec: 'libfdk_aac', Bitrate: 64, SampleRate: 44100 },
}

const watermark = {
  Type: 'text',
  TextTemplate: { FontType: 'arial.ttf', FontSize: '24px', FontColor: '0xFFFFFF', FontAlpha: 1 },
}

/** The four actions on templates of a kind, with what one needs to be made. */
const kind = <Name extends string>(name: Name, needed: object) => ({
  [`Create${name}Template`]: needed,
  [`Modify${name}Template`]: { Definition: 4711, Name: 'other' },
  [`Delete${name}Template`]: { Definition: 4711 },
  [`Describe${name}Templates`]: {},
})
const sampling = { SampleType: 'Percent', SampleInterval: 10 }

export const tencentSamples = {
  ...kind('AnimatedGraphics', { Fps: 5 }),
  ...kind('SnapshotByTimeOffset', { Width: 320 }),
  ...kind('SampleSnapshot', sampling),
  ...kind('ImageSprite', { ...sampling, RowCount: 5, ColumnCount: 5 }),
  ...kind('AdaptiveDynamicStreaming', {
    Format: 'HLS',
    StreamInfos: [{ Video: template.VideoTemplate, Audio: template.AudioTemplate }],
  }),
  CreateTranscodeTemplate: template,
  CreateWatermarkTemplate: watermark,
  DeleteWatermarkTemplate: { Definition: 4711 },
  DescribeWatermarkTemplates: {},
  ModifyWatermarkTemplate: { Definition: 4711, XPos: '5%' },
  DeleteTranscodeTemplate: { Definition: 4711 },
  DescribeMediaMetaData: { InputInfo: input('/clip.mp4') },
  DescribeTaskDetail: { TaskId: '1-WorkflowTask-0123456789abcdef0123456789abcdeft0' },
  DescribeTasks: { Status: 'FINISH' },
  DescribeTranscodeTemplates: {},
  EditMedia: {
    FileInfos: [{ InputInfo: input('/clip.mp4'), StartTimeOffset: 0, EndTimeOffset: 2 }],
    OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'media', Region: 'ap-guangzhou' } },
    OutputObjectPath: '/edited.mp4',
  },
  ManageTask: { OperationType: 'Abort', TaskId: '1-WorkflowTask-0123456789abcdef0123456789abcdeft0' },
  ModifyTranscodeTemplate: { Definition: 4711, Name: 'other' },
  ParseNotification: {
    Content: JSON.stringify({
      ...{ EventType: 'WorkflowTask', WorkflowTaskEvent: null, EditMediaTaskEvent: null },
      ...{ ScheduleTaskEvent: null, SessionId: '', SessionContext: '', Timestamp: 1700000600, Sign: '' },
    }),
  },
  ProcessMedia: {
    InputInfo: input('/clip.mp4'),
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 20 }] },
  },
}
