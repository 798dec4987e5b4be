const file = (key: string) => ({ Type: 'OSS', Media: `oss://media/${key}` })
const id = '0123456789abcdef0123456789abcdef'
const drawn = {
  Watermarks: [{ Type: 'Text', Content: 'words', FontSize: '20', FontColor: 'White', X: '0.5', Y: '10' }],
}
const config = { Container: { Format: 'mp4' }, Video: { Codec: 'H.264', Width: '640' } }

export const aliyunSamples = {
  CreateCustomTemplate: { Name: 'mine', Type: 1, Subtype: 1, TemplateConfig: config },
  GetCustomTemplate: { TemplateId: id },
  ListCustomTemplates: { Type: 1 },
  UpdateCustomTemplate: { TemplateId: id, Name: 'mine', TemplateConfig: config },
  DeleteCustomTemplate: { TemplateId: id },
  GetMediaConvertJob: { JobId: id },
  ListMediaConvertJobs: {},
  CreatePipeline: { Name: 'mine', Speed: 'Standard' },
  GetPipeline: { PipelineId: id },
  ListPipelines: {},
  SetEventCallback: { CallbackURL: 'https://example.com/hook', EventTypeList: 'ALL' },
  GetEventCallback: {},
  UpdatePipeline: { PipelineId: id, Name: 'mine', Status: 'Active' },
  DeletePipeline: { PipelineId: id },
  SubmitMediaConvertJob: {
    Config: {
      Inputs: [{ InputFile: file('clip.mp4') }],
      Outputs: [{ TemplateId: 'S00000001-200010', OutputFile: file('out.mp4'), Features: drawn }],
    },
  },
  SubmitSnapshotJob: {
    ...{ Input: file('clip.mp4'), Output: file('out-{Count}.jpg') },
    TemplateConfig: { TemplateId: id, OverwriteParams: { Type: 'Normal', Count: 2 } },
  },
  GetSnapshotJob: { JobId: id },
  ListSnapshotJobs: {},
  GetSnapshotUrls: { JobId: id },
  SubmitDynamicImageJob: {
    ...{ Input: file('clip.mp4'), Output: file('out.gif') },
    TemplateConfig: { TemplateId: id, OverwriteParams: { Format: 'gif' } },
  },
  GetDynamicImageJob: { JobId: id },
  ListDynamicImageJobs: {},
  SubmitMediaInfoJob: { Input: file('clip.mp4') },
  // Nobody would be there to look at it.
  SubmitSyncMediaInfoJob: { Input: { Type: 'OSS', Media: 'oss://none-such/clip.mp4' } },
  GetMediaInfoJob: { JobId: id },
  ListMediaInfoJobs: {},
  GetSystemTemplate: { TemplateId: 'S00000001-200010' },
  ListSystemTemplates: { Type: 1 },
}
