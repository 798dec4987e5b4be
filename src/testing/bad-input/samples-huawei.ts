const project_id = '0123456789abcdef0123456789abcdef'
const video = { codec: 1, bitrate: 500, width: 640, height: 360 }
const audio = { codec: 1, sample_rate: 3, channels: 2 }
const template = { project_id, template_name: 'mine', video, audio, common: { pack_type: 4 } }

export const huaweiSamples = {
  createTranscodingTask: {
    project_id,
    input: { bucket: 'media', location: 'cn-north-4', object: 'clip.mp4' },
    output: { bucket: 'media', location: 'cn-north-4', object: 'out' },
    trans_template_id: [4],
    watermarks: [
      {
        text_context: 'd29yZHM=',
        text_watermark: { dx: '10', dy: '0.1', font_name: 'msyh', font_size: 20, font_color: 'red' },
      },
    ],
  },
  createAnimatedGraphicsTask: {
    project_id,
    input: { bucket: 'media', location: 'cn-north-4', object: 'clip.mp4' },
    output: { bucket: 'media', location: 'cn-north-4', object: 'out', file_name: 'a.gif' },
    output_param: { format: 'gif', width: 320, height: -1, start: 0, end: 1000 },
  },
  listNotifyEvent: { project_id },
  listNotifySmnTopicConfig: { project_id },
  notifySmnTopicConfig: {
    project_id,
    notifications: [
      { event_name: 'TranscodeComplete', status: 'on', topic: 'https://example.com/hook', msg_type: 2 },
    ],
  },
  listAnimatedGraphicsTask: { project_id },
  deleteAnimatedGraphicsTask: { project_id, task_id: 4711 },
  deleteTranscodingTask: { project_id, task_id: 4711 },
  deleteTranscodingTaskByConsole: { project_id, task_id: 4711 },
  KeystoneCreateUserTokenByPassword: {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: 'k', password: 's', domain: { name: 'd' } } },
      },
      scope: { project: { name: 'cn-north-4' } },
    },
  },
  KeystoneListProjects: {},
  listTranscodingTask: { project_id },
  createTemplateGroup: {
    project_id,
    name: 'group',
    videos: [{ width: 640, height: 360, bitrate: 500 }],
    video_common: { codec: 1 },
    audio,
    common: { pack_type: 4 },
  },
  updateTemplateGroup: {
    project_id,
    group_id: 'none',
    name: 'group',
    videos: [{ width: 640, height: 360, bitrate: 500 }],
    video_common: { codec: 1 },
    audio,
    common: { pack_type: 4 },
  },
  listTemplateGroup: { project_id },
  deleteTemplateGroup: { project_id, group_id: 'none' },
  createWatermarkTemplate: { project_id, template_name: 'mine', dx: '10', dy: '0.1', width: '0.2' },
  updateWatermarkTemplate: { project_id, template_name: 'mine', template_id: 4711, referpos: 'TopLeft' },
  listWatermarkTemplate: { project_id },
  deleteWatermarkTemplate: { project_id, template_id: 4711 },
  createThumbnailsTask: {
    project_id,
    input: { bucket: 'media', location: 'cn-north-4', object: 'clip.mp4' },
    output: { bucket: 'media', location: 'cn-north-4', object: 'out' },
    thumbnail_para: { type: 'DOTS', dots: [1, 2], max_length: 480 },
  },
  createExtractTask: {
    project_id,
    input: { bucket: 'media', location: 'cn-north-4', object: 'clip.mp4' },
  },
  createRemuxTask: {
    project_id,
    input: { bucket: 'media', location: 'cn-north-4', object: 'clip.mp4' },
    output: { bucket: 'media', location: 'cn-north-4', object: 'out', file_name: 'a.mp4' },
    output_param: { format: 'MP4' },
  },
  listRemuxTask: { project_id },
  createRetryRemuxTask: { project_id, task_id: 4711 },
  deleteRemuxTask: { project_id, task_id: 4711 },
  deleteRemuxTaskByConsole: { project_id, task_id: 4711 },
  listExtractTask: { project_id },
  deleteExtractTask: { project_id, task_id: 4711 },
  listThumbnailsTask: { project_id },
  deleteThumbnailsTask: { project_id, task_id: 4711 },
  createTransTemplate: template,
  updateTransTemplate: { ...template, template_id: 4711 },
  listTemplate: { project_id },
  deleteTemplate: { project_id, template_id: 4711 },
}
