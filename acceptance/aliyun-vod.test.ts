import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, MANNERS, vod } from './aliyun-client.ts'
import { TEMPLATES, TemplateList } from './aliyun-vod-media.ts'
import { placeOf } from './support/linked.ts'
import { eventually, type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { startOrigin } from './support/slow-origin.ts'
import { makeGrey } from './support/text.ts'
import { bucket, filesIn, makeClip, md5, probe, size } from './tencent-media.ts'

let server: RunningServer
let media: string
let clip: string
beforeAll(async () => {
  server = await startServer({ env: { PENTODE_EGRESS_ALLOW: '127.0.0.1' } })
  media = bucket(server.dataDir, 'vod-in')
  clip = join(media, 'clip.mp4')
  makeClip(clip)
})
afterAll(() => server?.[Symbol.asyncDispose]())

const ask = (action: string, params: Record<string, string> = {}): Promise<Loose> =>
  vod(server, action, params)
const refusal = async (
  action: string,
  params: Record<string, string> = {},
  options = {},
): Promise<string> => {
  const { status, json } = await call(server, action, params, { version: '2017-03-21', ...options })
  return `${status} ${json.Code}`
}
const registered = async (...FileURLs: string[]): Promise<Loose> =>
  ask('RegisterMedia', {
    RegisterMetadatas: JSON.stringify(FileURLs.map((FileURL) => ({ FileURL, Title: 'x' }))),
  })
const statusIs = (VideoId: string, wanted: string): Promise<Loose> =>
  eventually(`${VideoId} is ${wanted}`, async () => {
    const { Video } = await ask('GetVideoInfo', { VideoId })
    return Video.Status === wanted && Video
  })
const ended = (TranscodeTaskId: string): Promise<Loose> =>
  eventually(`end of ${TranscodeTaskId}`, async () => {
    const { TranscodeTask } = await ask('GetTranscodeTask', { TranscodeTaskId })
    return !['Processing', 'Partial'].includes(TranscodeTask.TaskStatus) && TranscodeTask
  })

test('files are registered once, by either spelling; what is none is told apart', async () => {
  writeFileSync(join(media, 'notes.mp4'), 'no video at all')
  const first = await registered('oss://vod-in/clip.mp4', 'oss://vod-in/gone.mp4', 'oss://vod-in/notes.mp4')
  expect(first.FailedFileURLs).toEqual(['oss://vod-in/gone.mp4', 'oss://vod-in/notes.mp4'])
  const [{ MediaId, NewRegister }] = first.RegisteredMediaList
  expect(NewRegister).toBe(true)
  const again = await registered('https://vod-in.oss-cn-shanghai.aliyuncs.com/clip.mp4')
  expect(again.RegisteredMediaList).toMatchObject([{ MediaId, NewRegister: false }])

  const { Mezzanine } = await ask('GetMezzanineInfo', { VideoId: MediaId, AdditionType: 'video,audio' })
  const { format } = probe(clip)
  expect(Mezzanine).toMatchObject({
    ...{
      VideoId: MediaId,
      FileName: 'clip.mp4',
      Status: 'Normal',
      Size: size(clip),
      Width: 480,
      Height: 360,
    },
    ...{ Fps: '29.97', Bitrate: String(Math.round(Number(format.bit_rate) / 1000)), OutputType: 'oss' },
  })
  expect(Number(Mezzanine.Duration)).toBeCloseTo(Number(format.duration), 3)
  expect(Mezzanine.VideoStreamList).toMatchObject([{ CodecName: 'h264', Width: '480' }])
  expect(Mezzanine.AudioStreamList).toMatchObject([{ CodecName: 'aac', SampleRate: '44100' }])
  expect(await refusal('GetPlayInfo', { VideoId: MediaId })).toBe('403 Forbidden.IllegalStatus')
})

test('a pull from a URL brings the file in whole, and transcodes it by the default group', async () => {
  using origin = await startOrigin({ 'a.mp4': readFileSync(clip) })
  const { TranscodeTemplateGroupId } = await ask('AddTranscodeTemplateGroup', {
    ...{ Name: 'default', TranscodeTemplateList: JSON.stringify([TEMPLATES[2]]) },
  })
  await ask('SetDefaultTranscodeTemplateGroup', { TranscodeTemplateGroupId })
  const { TranscodeTemplateGroup } = await ask('GetTranscodeTemplateGroup', { TranscodeTemplateGroupId })
  expect(TranscodeTemplateGroup.IsDefault).toBe('Default')

  const url = origin.urlOf('a.mp4')
  const params = {
    UploadURLs: `${encodeURIComponent(url)},${encodeURIComponent(origin.urlOf('none.mp4'))}`,
    UploadMetadatas: JSON.stringify([{ SourceURL: url, Title: 'Pulled', Tags: 'a,b', CateId: 7 }]),
  }
  const { UploadJobs } = await ask('UploadMediaByURL', params)
  expect(UploadJobs.map((job: Loose) => job.SourceURL)).toEqual([url, origin.urlOf('none.mp4')])
  const JobIds = UploadJobs.map((job: Loose) => job.JobId).join()
  const infos = await eventually('both ends', async () => {
    const { URLUploadInfoList } = await ask('GetURLUploadInfos', { JobIds: `${JobIds},${'e'.repeat(32)}` })
    return URLUploadInfoList.every((i: Loose) => i.CompleteTime) && URLUploadInfoList
  })
  expect(infos).toMatchObject([
    { Status: 'SUCCESS', UploadURL: url, FileSize: String(size(clip)) },
    {
      Status: 'DOWNLOAD_FAIL',
      ErrorCode: 'InvalidFile.NotFound',
      ErrorMessage: expect.stringMatching(/404/),
    },
  ])
  const VideoId = infos[0].MediaId
  expect(await statusIs(VideoId, 'Normal')).toMatchObject({
    ...{
      Title: 'Pulled',
      Tags: 'a,b',
      CateId: 7,
      Size: size(clip),
      TemplateGroupId: TranscodeTemplateGroupId,
    },
  })
  const { Mezzanine } = await ask('GetMezzanineInfo', { VideoId })
  expect(Mezzanine).toMatchObject({ FileMD5: md5(clip), Status: 'Normal' })
  expect(md5(join(server.dataDir, 'buckets', placeOf(Mezzanine.FileURL)))).toBe(md5(clip))
  const { TranscodeTaskList } = await ask('ListTranscodeTask', { VideoId })
  expect(TranscodeTaskList).toMatchObject([
    { Trigger: 'Auto', TaskStatus: 'CompleteAllSucc', TranscodeTemplateGroupId },
  ])
  const { PlayInfo } = (await ask('GetPlayInfo', { VideoId })).PlayInfoList
  expect(PlayInfo).toMatchObject([{ Format: 'mp3', Definition: 'SQ', StreamType: 'audio' }])
  await ask('SetDefaultTranscodeTemplateGroup', { TranscodeTemplateGroupId: 'VOD_NO_TRANSCODE' })
})

test('groups grow, change, lock and go; templates are shown with JSON texts inside', async () => {
  const { TranscodeTemplateGroupId } = await ask('AddTranscodeTemplateGroup', { Name: 'empty' })
  const groupIs = async () =>
    (await ask('GetTranscodeTemplateGroup', { TranscodeTemplateGroupId })).TranscodeTemplateGroup
  expect(await groupIs()).toMatchObject({
    Name: 'empty',
    IsDefault: 'NotDefault',
    Locked: 'Disabled',
    TranscodeTemplateList: [],
  })
  await ask('AddTranscodeTemplateGroup', { TranscodeTemplateGroupId, TranscodeTemplateList: TemplateList })
  const { TranscodeTemplateList } = await groupIs()
  expect(TranscodeTemplateList.map((t: Loose) => [t.Definition, JSON.parse(t.Container)])).toEqual(
    TEMPLATES.map((t) => [t.Definition, t.Container]),
  )
  const [first, second] = TranscodeTemplateList.map((t: Loose) => t.TranscodeTemplateId)
  const change = (more: object) => ({
    TranscodeTemplateGroupId,
    TranscodeTemplateList: JSON.stringify([{ TranscodeTemplateId: first, ...more }]),
  })
  await ask('UpdateTranscodeTemplateGroup', change({ Container: { Format: 'flv' } }))
  expect(JSON.parse((await groupIs()).TranscodeTemplateList[0].Container)).toEqual({ Format: 'flv' })
  expect(await refusal('UpdateTranscodeTemplateGroup', change({ Definition: 'HD' }))).toBe(
    '400 InvalidParameter',
  )
  expect(await refusal('UpdateTranscodeTemplateGroup', change({ Video: { Codec: 'AV1' } }))).toBe(
    '400 InvalidParameter',
  )
  expect(
    await ask('DeleteTranscodeTemplateGroup', {
      ...{ TranscodeTemplateGroupId, TranscodeTemplateIds: `${second},${'0'.repeat(32)}` },
    }),
  ).toMatchObject({ NonExistTranscodeTemplateIds: ['0'.repeat(32)] })
  expect((await groupIs()).TranscodeTemplateList).toHaveLength(2)

  await ask('UpdateTranscodeTemplateGroup', { TranscodeTemplateGroupId, Locked: 'Enabled' })
  const gone = { TranscodeTemplateGroupId, ForceDelGroup: 'true' }
  expect(await refusal('DeleteTranscodeTemplateGroup', gone)).toBe('403 Forbidden.LockedTemplateGroup')
  await ask('UpdateTranscodeTemplateGroup', { TranscodeTemplateGroupId, Locked: 'Disabled' })
  await ask('SetDefaultTranscodeTemplateGroup', { TranscodeTemplateGroupId })
  expect(await refusal('DeleteTranscodeTemplateGroup', gone)).toBe('403 Forbidden.DefaultTemplateGroup')
  await ask('SetDefaultTranscodeTemplateGroup', { TranscodeTemplateGroupId: 'VOD_NO_TRANSCODE' })
  await ask('DeleteTranscodeTemplateGroup', gone)
  expect(await refusal('GetTranscodeTemplateGroup', { TranscodeTemplateGroupId })).toBe(
    '404 InvalidTranscodeTemplateGroup.NotFound',
  )
})

test('overrides change one submission, and a built-in template is a group of one', async () => {
  const { RegisteredMediaList } = await registered('oss://vod-in/clip.mp4')
  const VideoId = RegisteredMediaList[0].MediaId
  const OverrideParams = JSON.stringify({
    TranscodeTemplateList: [
      {
        ...{ TranscodeTemplateId: 'S00000001-200010', Video: { Width: 128, Preset: 'ultrafast' } },
        ...{ Clip: { TimeSpan: { Seek: '1', Duration: '00:00:01' } } },
        TranscodeFileRegular: '{MediaId}/own/{PlayDefinition}_{JobId}',
      },
    ],
  })
  const { TranscodeTaskId } = await ask('SubmitTranscodeJobs', {
    VideoId,
    TemplateGroupId: 'S00000001-200010',
    OverrideParams,
  })
  const { TranscodeJobInfoList } = await ended(TranscodeTaskId)
  const [{ OutputFile, Definition, TranscodeJobId }] = TranscodeJobInfoList
  expect(OutputFile).toMatchObject({ Width: '128', Height: '96', Duration: '1' })
  expect(Definition).toBe('LD')
  expect(placeOf(OutputFile.OutputFileUrl)).toBe(`vod-in/${VideoId}/own/fd_${TranscodeJobId}.mp4`)
  expect(
    Number(probe(join(server.dataDir, 'buckets', placeOf(OutputFile.OutputFileUrl))).format.duration),
  ).toBeCloseTo(1, 1)
})

test('a manifest of DASH lies with its segments below the video, and goes with it', async () => {
  makeClip(join(media, 'dash.mp4'))
  const { RegisteredMediaList } = await registered('oss://vod-in/dash.mp4')
  const VideoId = RegisteredMediaList[0].MediaId
  const template = { ...TEMPLATES[1], Container: { Format: 'mpd' } }
  const { TranscodeTemplateGroupId: TemplateGroupId } = await ask('AddTranscodeTemplateGroup', {
    ...{ Name: 'dash', TranscodeTemplateList: JSON.stringify([template]) },
  })
  const { TranscodeTaskId } = await ask('SubmitTranscodeJobs', { VideoId, TemplateGroupId })
  const [{ OutputFile }] = (await ended(TranscodeTaskId)).TranscodeJobInfoList
  const path = join(server.dataDir, 'buckets', placeOf(OutputFile.OutputFileUrl))
  expect(OutputFile).toMatchObject({ Format: 'mpd', Width: '160', Height: '120', Duration: '3' })
  expect(
    probe(path)
      .streams.map((s) => s.codec_name)
      .sort(),
  ).toEqual(['aac', 'h264'])
  const files = filesIn(join(path, '..'))
  expect(OutputFile.Filesize).toBe(files.reduce((sum, file) => sum + size(file), 0))
  await ask('DeleteVideo', { VideoIds: VideoId })
  expect(files.filter((file) => existsSync(file))).toEqual([])
})

test('templates that are packaged together are one adaptive stream', async () => {
  const { RegisteredMediaList } = await registered('oss://vod-in/clip.mp4')
  const VideoId = RegisteredMediaList[0].MediaId
  const packed = (Width: string) => ({
    ...{ ...TEMPLATES[1], Type: 'VideoPackage', PackageSetting: { PackageType: 'HLSPackage' } },
    Video: { ...TEMPLATES[1]?.Video, Width },
  })
  const { TranscodeTemplateGroupId: TemplateGroupId } = await ask('AddTranscodeTemplateGroup', {
    ...{ Name: 'adaptive', TranscodeTemplateList: JSON.stringify([packed('240'), packed('160')]) },
  })
  const { TranscodeTaskId } = await ask('SubmitTranscodeJobs', { VideoId, TemplateGroupId })
  const { TaskStatus, TranscodeJobInfoList } = await ended(TranscodeTaskId)
  expect([TaskStatus, TranscodeJobInfoList.length, TranscodeJobInfoList[0].Definition]).toEqual([
    ...['CompleteAllSucc', 1, 'AUTO'],
  ])
  const path = join(server.dataDir, 'buckets', placeOf(TranscodeJobInfoList[0].OutputFile.OutputFileUrl))
  expect(readFileSync(path, 'utf8').match(/RESOLUTION=\d+x\d+/g)).toEqual([
    ...['RESOLUTION=240x180', 'RESOLUTION=160x120'],
  ])
  expect(Number(probe(path).format.duration)).toBeCloseTo(3, 0)
})

test('a job that fails says why, and the others are made', async () => {
  const native = new NativeClient(server)
  const silent = join(media, 'silent.mp4')
  makeClip(silent)
  const id = await native.submit({ bucket: 'vod-in', key: 'silent.mp4' }, [
    {
      name: 'gone',
      spec: { kind: 'file', container: 'm4a', audio: {}, range: { start: 100 } },
      to: { bucket: 'vod-in', key: 'g.m4a' },
    },
    {
      name: 'sound',
      spec: { kind: 'file', container: 'm4a', audio: {} },
      to: { bucket: 'vod-in', key: 's.m4a' },
    },
  ])
  const task = await ended(id)
  expect(task.TaskStatus).toBe('CompletePartialSucc')
  expect(task).not.toHaveProperty('VideoId')
  const [gone, sound] = task.TranscodeJobInfoList
  expect(gone).toMatchObject({
    TranscodeJobStatus: 'TranscodeFail',
    ErrorCode: expect.any(String),
    ErrorMessage: expect.stringMatching(/\w/),
  })
  expect(gone).not.toHaveProperty('OutputFile')
  expect(sound).toMatchObject({ TranscodeJobStatus: 'TranscodeSuccess', OutputFile: { Format: 'm4a' } })
})

test.each(MANNERS)('the gate, asked by %s: skewed clocks, nonces used twice and tokens', async (manner) => {
  const TranscodeTaskId = 'f'.repeat(32)
  const refused = (options: object) =>
    refusal('GetTranscodeTask', { TranscodeTaskId }, { manner, ...options })
  expect(await refused({})).toBe('404 NoSuchResource')
  expect(await refused({ secret: 'wrong' })).toBe('400 SignatureDoesNotMatch')
  expect(await refused({ keyId: 'nobody' })).toBe('404 InvalidAccessKeyId.NotFound')
  expect(await refused({ at: Date.now() - 16 * 60_000 })).toBe('400 InvalidTimeStamp.Expired')
  const nonce = `again-${manner}`
  expect(await refused({ nonce })).toBe('404 NoSuchResource')
  expect(await refused({ nonce })).toBe('400 SignatureNonceUsed')
  expect(await refused({ token: 'sts-token' })).toBe('400 InvalidSecurityToken.Malformed')
})

test('watermarks are kept, drawn by the templates that name them, and told with what was made', async () => {
  makeGrey(join(media, 'grey.mp4'))
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=blue:s=32x32', '-frames:v', '1', join(media, 'blue.png')],
  ])
  const words = { Content: 'kept', FontName: 'SimSun', FontSize: 40, FontColor: 'Red', Left: 20, Top: 30 }
  const place = { Width: 40, Height: 40, Dx: 10, Dy: 10, ReferPos: 'BottomRight' }
  const { WatermarkInfo: text } = await ask('AddWatermark', {
    ...{ Name: 'words', Type: 'Text', WatermarkConfig: JSON.stringify(words) },
  })
  expect(text).toMatchObject({ Type: 'Text', IsDefault: 'NotDefault' })
  expect(JSON.parse(text.WatermarkConfig)).toEqual(words)
  const { WatermarkInfo: image } = await ask('AddWatermark', {
    ...{ Name: 'logo', Type: 'Image', FileUrl: 'https://vod-in.oss-cn-shanghai.aliyuncs.com/blue.png' },
    WatermarkConfig: JSON.stringify({ ...place, Dx: 100 }),
  })
  await ask('UpdateWatermark', { WatermarkId: image.WatermarkId, WatermarkConfig: JSON.stringify(place) })
  await ask('SetDefaultWatermark', { WatermarkId: image.WatermarkId })
  const { WatermarkInfos } = await ask('ListWatermark')
  expect(WatermarkInfos.map((w: Loose) => [w.Name, w.IsDefault]).sort()).toEqual([
    ['logo', 'Default'],
    ['words', 'NotDefault'],
  ])
  expect(await refusal('DeleteWatermark', { WatermarkId: image.WatermarkId })).toBe(
    '403 Forbidden.DefaultWatermark',
  )

  const { TranscodeTemplateGroupId } = await ask('AddTranscodeTemplateGroup', {
    Name: 'marked',
    TranscodeTemplateList: JSON.stringify([
      {
        ...{ TemplateName: 'm', Definition: 'LD', Container: { Format: 'mp4' }, Audio: { Remove: true } },
        ...{ Video: { Codec: 'H.264', Width: 480, Crf: 12, Preset: 'veryfast' } },
        WatermarkIds: [text.WatermarkId, 'USER_DEFAULT_WATERMARK'],
      },
    ]),
  })
  const { RegisteredMediaList } = await registered('oss://vod-in/grey.mp4')
  const VideoId = RegisteredMediaList[0].MediaId
  const { TranscodeTaskId } = await ask('SubmitTranscodeJobs', {
    ...{ VideoId, TemplateGroupId: TranscodeTemplateGroupId },
    OverrideParams: JSON.stringify({ Watermarks: [{ WatermarkId: text.WatermarkId, Content: '███' }] }),
  })
  const task = await ended(TranscodeTaskId)
  expect(task.TaskStatus).toBe('CompleteAllSucc')
  const [{ OutputFile }] = task.TranscodeJobInfoList
  expect(OutputFile.WatermarkIdList).toEqual([text.WatermarkId, image.WatermarkId])
  const made = join(server.dataDir, 'buckets', placeOf(OutputFile.OutputFileUrl))
  const pixel = (x: number, y: number) => [
    ...execFileSync('ffmpeg', [
      ...['-v', 'error', '-i', made, '-frames:v', '1'],
      ...['-vf', `crop=8:8:${x}:${y},scale=1:1`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    ]),
  ]
  const near = (actual: readonly number[], expected: readonly number[]) =>
    actual.every((value, i) => Math.abs(value - (expected[i] ?? 0)) < 24)
  // 480x360: the words begin at 20, 30; the image covers 430..470 by 310..350.
  expect([near(pixel(40, 45), [255, 0, 0]), near(pixel(446, 326), [0, 0, 255])]).toEqual([true, true])
  expect(near(pixel(4, 45), [128, 128, 128])).toBe(true)

  await ask('DeleteWatermark', { WatermarkId: text.WatermarkId })
  expect(await refusal('GetWatermark', { WatermarkId: text.WatermarkId })).toBe('404 NoSuchResource')
  expect(await refusal('SubmitTranscodeJobs', { VideoId, TemplateGroupId: TranscodeTemplateGroupId })).toBe(
    '404 NoSuchResource',
  )
  for (const wrong of [
    { Type: 'Text', WatermarkConfig: '{"FontSize":20}' },
    { Type: 'Image', WatermarkConfig: JSON.stringify(place) },
    { Type: 'Text', WatermarkConfig: '{"Content":"a","FontColor":"dull"}' },
  ])
    expect(await refusal('AddWatermark', { Name: 'x', ...wrong })).toMatch(/^400 /)
})

test('refusals come in XML where XML is asked for, which is also what an absent format means', async () => {
  for (const format of ['XML', '']) {
    const options = { manner: 'v1 GET', format, version: '2017-03-21' } as const
    const { status, type, text } = await call(server, 'GetVideoInfo', { VideoId: 'f'.repeat(32) }, options)
    expect([status, type]).toEqual([404, 'text/xml;charset=utf-8'])
    expect(text).toMatch(
      /^<\?xml [^>]*\?><Error><RequestId>[0-9A-F-]{36}<\/RequestId><HostId>[^<]+<\/HostId><Code>InvalidVideo\.NotFound<\/Code>/,
    )
  }
})

test('what cannot be done is refused by name', async () => {
  const { RegisteredMediaList } = await registered('oss://vod-in/clip.mp4')
  const VideoId = RegisteredMediaList[0].MediaId
  const TemplateGroupId = 'S00000001-200010'
  const asked: readonly Record<string, string>[] = [
    { EncryptConfig: '{"CipherText":"x"}' },
    { OverrideParams: '{"Watermarks":[{"WatermarkId":"x"}]}' },
    { UserData: '{"MessageCallback":{"CallbackURL":"http://x","CallbackType":"mns"}}' },
  ]
  for (const more of asked) {
    const { status, json } = await call(
      server,
      'SubmitTranscodeJobs',
      { VideoId, TemplateGroupId, ...more },
      { version: '2017-03-21' },
    )
    expect([more, status, json.Code]).toEqual([more, 400, 'InvalidParameter'])
    expect(json.Message).toContain(Object.keys(more)[0])
  }
})
