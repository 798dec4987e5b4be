const fileId = '4711'
const vodTaskId = '1300000000-Procedure-0123456789abcdef0123456789abcdef'
const parameters = {
  video: { codec: 'libx264', fps: 25, bitrate: 500 },
  audio: { codec: 'libfdk_aac', bitrate: 64, sampleRate: 44_100 },
}

export const tencentVodSamples = {
  GetTaskInfo: { vodTaskId },
  GetTaskList: { status: 'FINISH' },
  MultiPullVodFile: { pullset: [{ url: 'http://127.0.0.1/clip.mp4', fileName: 'clip' }] },
  GetVideoInfo: { fileId },
  ProcessFile: { fileId, transcode: { definition: [10, 210] } },
  ConvertVodFile: { fileId },
  ConcatVideo: { srcFileList: [{ fileId }, { fileId: '4712' }], name: 'both', dstType: ['mp4'] },
  ClipVideo: { fileId, newFileName: 'cut', startTimeOffset: 1 },
  CreateTranscodeTemplate: { container: 'mp4', ...parameters },
  QueryTranscodeTemplate: { definition: 4711 },
  QueryTranscodeTemplateList: {},
  UpdateTranscodeTemplate: { definition: 4711, name: 'other' },
  DeleteTranscodeTemplate: { definition: 4711 },
}
