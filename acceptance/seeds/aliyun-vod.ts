/** Members of the answer in the sample of https://www.alibabacloud.com/help/en/vod/developer-reference/api-vod-2017-03-21-gettranscodetask, with their types. */
export const SAMPLE: readonly string[] = [
  'RequestId string',
  'TranscodeTask object',
  'TranscodeTask.TranscodeJobInfoList array',
  'TranscodeTask.TranscodeJobInfoList[] object',
  'TranscodeTask.TranscodeJobInfoList[].TranscodeTemplateId string',
  'TranscodeTask.TranscodeJobInfoList[].Priority string',
  'TranscodeTask.TranscodeJobInfoList[].InputFileUrl string',
  'TranscodeTask.TranscodeJobInfoList[].Definition string',
  'TranscodeTask.TranscodeJobInfoList[].CreationTime string',
  'TranscodeTask.TranscodeJobInfoList[].TranscodeJobStatus string',
  'TranscodeTask.TranscodeJobInfoList[].TranscodeJobId string',
  'TranscodeTask.TranscodeJobInfoList[].ErrorCode string',
  'TranscodeTask.TranscodeJobInfoList[].TranscodeProgress string',
  'TranscodeTask.TranscodeJobInfoList[].ErrorMessage string',
  'TranscodeTask.TranscodeJobInfoList[].CompleteTime string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile object',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.OutputFileUrl string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Fps string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.VideoStreamList string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Duration string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.AudioStreamList string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Encryption string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Filesize string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Bitrate string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.WatermarkIdList string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Format string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.SubtitleStreamList string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Height string',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Width string',
  'TranscodeTask.Trigger string',
  'TranscodeTask.VideoId string',
  'TranscodeTask.TranscodeTemplateGroupId string',
  'TranscodeTask.CreationTime string',
  'TranscodeTask.TaskStatus string',
  'TranscodeTask.CompleteTime string',
  'TranscodeTask.TranscodeTaskId string',
]

const NUMBER =
  'samples of this service quote every number; all clients read an integer, as its table says: Long'
const LIST = 'the sample quotes the list; the official client of TypeScript throws on a text'
export const MISSING: Readonly<Record<string, string>> = {
  'TranscodeTask.TranscodeJobInfoList[].ErrorCode string': 'the job has not failed',
  'TranscodeTask.TranscodeJobInfoList[].TranscodeProgress string': NUMBER,
  'TranscodeTask.TranscodeJobInfoList[].ErrorMessage string': 'the job has not failed',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Encryption string': 'outputs are not encrypted',
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Filesize string': NUMBER,
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.WatermarkIdList string': LIST,
}
export const MORE: Readonly<Record<string, string>> = {
  'TranscodeTask.TranscodeJobInfoList[].TranscodeProgress number': NUMBER,
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.Filesize number': NUMBER,
  'TranscodeTask.TranscodeJobInfoList[].OutputFile.WatermarkIdList array': LIST,
}
