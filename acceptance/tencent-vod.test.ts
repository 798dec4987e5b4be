import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeErrors, makeClip, probe } from './support/media.ts'
import { type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { type SlowOrigin, startOrigin } from './support/slow-origin.ts'
import { md5, size } from './tencent-media.ts'
import { createVodClient, fileAt, finishedTask, ok, pullFile, type VodClient } from './tencent-vod-client.ts'

// The whole life of a file in API 2.0, as the official client drives it.

let server: RunningServer
let client: VodClient
let origin: SlowOrigin
let clip: Buffer
let fileId: string

beforeAll(async () => {
  clip = await makeClip({ seconds: 2, size: '320x180' })
  const short = await makeClip({ seconds: 0.4, size: '320x180' })
  origin = await startOrigin({
    'clip.mp4': clip,
    'short.mp4': short,
    'broken.mp4': Buffer.from('this is no video'),
  })
  server = await startServer({ env: { PENTODE_EGRESS_ALLOW: '127.0.0.1' } })
  client = createVodClient(server)
  fileId = await pullFile(client, origin.urlOf('clip.mp4'), 'A holiday')
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  origin?.[Symbol.dispose]()
})

const durationOf = async (path: string): Promise<number> => Number((await probe(path)).format.duration)

test('a file comes in by its URL, and lies at the address that is told', async () => {
  const { data } = await ok(
    client('MultiPullVodFile', {
      pullset: [
        { url: origin.urlOf('clip.mp4'), fileName: 'first', tags: 'a, b', classId: 7, priority: 1 },
        { url: origin.urlOf('clip.mp4'), fileName: 'second' },
      ],
    }),
  )
  expect(data.map(({ file_name, source_url }: Loose) => [file_name, source_url])).toEqual([
    ['first', origin.urlOf('clip.mp4')],
    ['second', origin.urlOf('clip.mp4')],
  ])
  const [first] = data
  expect(first.file_id).toMatch(/^\d+$/)
  expect(first.vod_task_id).toMatch(/^pull-[0-9a-f]{32}$/)
  const pulled = await finishedTask(client, first.vod_task_id)
  expect(pulled).toEqual({
    type: 'pull',
    status: 'FINISH',
    createTime: expect.any(Number),
    beginProcessTime: expect.any(Number),
    finishTime: expect.any(Number),
    data: {
      status: 0,
      message: '',
      vodTaskId: first.vod_task_id,
      fileId: first.file_id,
      fileUrl: expect.stringContaining('/source.mp4'),
    },
  })
  const fetched = await fetch(pulled.data.fileUrl, {
    headers: { authorization: new NativeClient(server).authorization },
  })
  expect(Buffer.from(await fetched.arrayBuffer()).equals(clip)).toBe(true)

  const { basicInfo, metaData, ...more } = await ok(
    client('GetVideoInfo', { fileId: first.file_id, infoFilter: ['basicInfo', 'metaData'] }),
  )
  expect(more).toEqual({})
  expect(basicInfo).toMatchObject({
    ...{ name: 'first', status: 'normal', classificationId: 7, type: 'mp4', size: clip.length, duration: 2 },
    tags: [{ name: 'a' }, { name: 'b' }],
    sourceVideoUrl: pulled.data.fileUrl,
  })
  const file = fileAt(server, pulled.data.fileUrl)
  expect(metaData).toMatchObject({ size: clip.length, md5: md5(file), totalSize: clip.length, rotate: 0 })
  expect(metaData.floatDuration).toBeCloseTo(await durationOf(file), 3)
})

test('a template of one’s own is made, used, changed and deleted', async () => {
  const { data } = await ok(
    client('CreateTranscodeTemplate', {
      name: 'small',
      container: 'mp4',
      video: {
        codec: 'libx264',
        fps: 12.5,
        width: 160,
        bitrate: 200,
        minGop: 1,
        maxGop: 1,
        videoProfile: 'Main',
      },
      audio: { codec: 'libfdk_aac', bitrate: 32, soundSystem: 1, sampleRate: 48000 },
    }),
  )
  const { definition } = data
  expect(await ok(client('QueryTranscodeTemplate', { definition }))).toMatchObject({
    ...{ name: 'small', container: 'mp4', comment: '', isFiltrateVideo: 0, isFiltrateAudio: 0 },
    video: { codec: 'libx264', fps: 12.5, resolutionSelfAdapting: 1, width: 160, bitrate: 200, maxGop: 1 },
    audio: { codec: 'libfdk_aac', bitrate: 32, soundSystem: 1, sampleRate: 48000 },
  })
  const task = await ok(client('ProcessFile', { fileId, transcode: { definition: [definition] } }))
  await ok(client('UpdateTranscodeTemplate', { definition, comment: 'why', video: { width: 200 } }))
  expect(await ok(client('QueryTranscodeTemplate', { definition }))).toMatchObject({
    comment: 'why',
    video: { fps: 12.5, width: 200 },
  })
  const { definitionList, data: rows } = await ok(client('QueryTranscodeTemplateList'))
  expect(definitionList.at(-1)).toMatchObject({ definition, name: 'small', comment: 'why' })
  expect(rows.at(-1)).toMatchObject({ definition, container: 'mp4', onPremise: 0, status: 0 })
  expect(rows.find((row: Loose) => row.definition === 10)).toMatchObject({
    ...{ name: 'MP4-FLU', onPremise: 1, status: 1 },
    video: { codec: 'libx264', fps: 24, width: 320, height: 0, bitrate: 256, videoProfile: 'high' },
    audio: { codec: 'libfdk_aac', bitrate: 48, soundSystem: 2, sampleRate: 44100 },
  })
  await ok(client('DeleteTranscodeTemplate', { definition }))
  expect(await client('QueryTranscodeTemplate', { definition })).toMatchObject({ code: 10704 })

  // The task took the template as it was.
  const [{ input, output }] = (await finishedTask(client, task.vodTaskId)).data.processTaskList
  expect(input).toEqual({ definition, watermark: 0 })
  const made = await probe(fileAt(server, output.url))
  expect(made.video).toMatchObject({
    ...{ codec_name: 'h264', width: 160, height: 90, profile: 'Main', avg_frame_rate: '25/2' },
  })
  expect(made.audio).toMatchObject({ codec_name: 'aac', channels: 1, sample_rate: '48000' })
})

test('HLS results get a playlist over all of them, their key frames in step', async () => {
  const { vodTaskId } = await ok(
    client('ProcessFile', {
      fileId,
      transcode: { definition: [210, 220, 10], hlsMasterPlaylist: 1, watermark: 0 },
      imageSprite: { definition: 10 },
      notifyMode: 'None',
      priority: 3,
    }),
  )
  expect(vodTaskId).toMatch(/^\d+-Procedure-[0-9a-f]{32}$/)
  const { type, data } = await finishedTask(client, vodTaskId)
  expect(type).toBe('procedure')
  const parts = data.processTaskList
  expect(parts.map(({ taskType, status, input }: Loose) => [taskType, status, input.definition])).toEqual([
    ['Transcode', 'SUCCESS', 10],
    ['Transcode', 'SUCCESS', 210],
    ['Transcode', 'SUCCESS', 220],
    ['Transcode', 'SUCCESS', 10000],
    ['ImageSprites', 'SUCCESS', 10],
  ])
  const playlist = fileAt(server, parts[3].output.url)
  const text = readFileSync(playlist, 'utf8')
  expect(text).toContain('RESOLUTION=320x180')
  expect(text).toContain('RESOLUTION=640x360')
  expect(text.split('\n').filter((line) => line.endsWith('.m3u8'))).toEqual(['f210.av.m3u8', 'f220.av.m3u8'])
  for (const [part, width] of [
    [parts[1], 320],
    [parts[2], 640],
    [parts[3], 640],
  ]) {
    const path = fileAt(server, part.output.url)
    expect(await decodeErrors(path)).toBe('')
    expect(part.output).toMatchObject({ container: 'hls,applehttp', width, md5: md5(path) })
  }
  // The sizes are those of a playlist with its segments; the first one names all.
  expect(parts[1].output.size + parts[2].output.size + size(playlist)).toBe(parts[3].output.size)

  const sheets = parts[4].output.urlList.map((url: string) => fileAt(server, url))
  expect(parts[4].output.totalCount).toBe(1)
  expect((await probe(sheets[0])).video.codec_name).toBe('mjpeg')
  // The list and the sheet it names are read without a key.
  const list = parts[4].output.webVttUrl
  const [, named = ''] = /\n\n[^\n]+\n([^#\n]+)#xywh=/.exec(await (await fetch(list)).text()) ?? []
  const sheet = Buffer.from(await (await fetch(new URL(named, list))).arrayBuffer())
  expect(sheet.equals(readFileSync(sheets[0]))).toBe(true)

  const { transcodeInfo, imageSpriteInfo } = await ok(client('GetVideoInfo', { fileId }))
  const known = transcodeInfo.transcodeList.map(({ definition, url }: Loose) => [definition, url])
  for (const { input, output } of parts.slice(0, 4))
    expect(known).toContainEqual([input.definition, output.url])
  expect(known[0][0]).toBe(0)
  expect(imageSpriteInfo.imageSpriteList).toEqual([
    {
      ...{ definition: 10, width: 142, height: 80, totalCount: 1 },
      imageUrls: parts[4].output.urlList,
      webVttUrl: parts[4].output.webVttUrl,
    },
  ])
})

test('a pull may ask for transcoding: a second task in the service’s eyes, with an id of its own', async () => {
  const url = origin.urlOf('short.mp4')
  const { data } = await ok(
    client('MultiPullVodFile', { pullset: [{ url, fileName: 'short', isTranscode: 1 }] }),
  )
  const [{ file_id, vod_task_id }] = data
  const { data: pulled } = await finishedTask(client, vod_task_id)
  expect(pulled).toMatchObject({
    ...{ status: 0, fileId: file_id },
    transcodeTaskId: vod_task_id.replace('pull', 'transcode'),
  })
  const { type, data: made } = await finishedTask(client, pulled.transcodeTaskId)
  expect(type).toBe('transcode')
  expect(made).toMatchObject({
    ...{ status: 0, errCode: 0, vodTaskId: pulled.transcodeTaskId, fileId: file_id, fileName: 'short' },
  })
  expect(made.playSet.map(({ definition, vwidth }: Loose) => [definition, vwidth])).toEqual([
    ...[
      [0, 320],
      [10, 320],
      [20, 640],
      [30, 1280],
      [40, 1920],
    ],
    ...[
      [210, 320],
      [220, 640],
      [230, 1280],
      [240, 1920],
    ],
  ])
})

test('a clip becomes a file of its own', async () => {
  const { vodTaskId } = await ok(
    client('ClipVideo', { fileId, newFileName: 'the middle', startTimeOffset: 0.4, endTimeOffset: -0.6 }),
  )
  expect(vodTaskId).toMatch(/^clipVideo-[0-9a-f]{32}$/)
  const { type, data } = await finishedTask(client, vodTaskId)
  expect([type, data.vodTaskId, data.srcFileId]).toEqual(['clipVideo', vodTaskId, fileId])
  const { fileId: newId, fileUrl, ...rest } = data.fileInfo
  expect(rest).toEqual({ fileType: 'mp4', status: 0, message: '' })
  expect(newId).not.toBe(fileId)
  const path = fileAt(server, fileUrl)
  expect((await probe(path)).video).toMatchObject({ width: 320, height: 180, nb_read_frames: '25' })
  expect(await decodeErrors(path)).toBe('')

  const { basicInfo, metaData } = await ok(client('GetVideoInfo', { fileId: newId }))
  expect(basicInfo).toMatchObject({
    name: 'the middle',
    size: size(path),
    type: 'mp4',
    sourceVideoUrl: fileUrl,
  })
  expect(metaData.floatDuration).toBeCloseTo(await durationOf(path), 3)
  // Asked again it is still the same file, and work goes on from it.
  expect((await ok(client('GetTaskInfo', { vodTaskId }))).data.fileInfo.fileId).toBe(newId)
  const again = await ok(client('ClipVideo', { fileId: newId, newFileName: 'tail', startTimeOffset: -0.4 }))
  const tail = await finishedTask(client, again.vodTaskId)
  expect((await probe(fileAt(server, tail.data.fileInfo.fileUrl))).video.nb_read_frames).toBe('10')
})

test('files are joined in their order, into a file of their own and a playlist', async () => {
  const dstType = ['mp4', 'm3u8']
  const { vodTaskId } = await ok(
    client('ConcatVideo', { srcFileList: [{ fileId }, { fileId }], name: 'twice', dstType }),
  )
  const { type, data } = await finishedTask(client, vodTaskId)
  expect([type, data.vodTaskId, data.message]).toEqual(['concatFile', vodTaskId, ''])
  const [file, playlist] = data.fileInfo
  expect([file.fileType, file.status, playlist.fileType, playlist.status]).toEqual(['mp4', 0, 'm3u8', 0])
  for (const { fileUrl } of [file, playlist]) {
    const { video } = await probe(fileAt(server, fileUrl))
    expect([video.width, video.height, Number(video.nb_read_frames)]).toEqual([320, 180, 100])
  }
  const { basicInfo } = await ok(client('GetVideoInfo', { fileId: file.fileId }))
  expect(basicInfo).toMatchObject({ name: 'twice', type: 'mp4', duration: 4 })
})

test('a file that is none fails, and nothing can be made of it', async () => {
  const { data } = await ok(
    client('MultiPullVodFile', {
      pullset: [
        { url: origin.urlOf('broken.mp4'), fileName: 'broken' },
        { url: origin.urlOf('missing.mp4'), fileName: 'missing' },
        { url: origin.urlOf('missing.mp4'), fileName: 'missing again' },
      ],
    }),
  )
  for (const { file_id, vod_task_id } of data) {
    const { data: pulled } = await finishedTask(client, vod_task_id)
    expect(pulled).toEqual({
      status: expect.any(Number),
      message: expect.stringMatching(/\w{3}/),
      vodTaskId: vod_task_id,
      fileId: file_id,
    })
    expect(pulled.status).toBeLessThan(0)
    expect(await client('ConvertVodFile', { fileId: file_id })).toMatchObject({ code: 10009 })
    expect(await ok(client('GetVideoInfo', { fileId: file_id }))).toMatchObject({
      basicInfo: { status: 'failed' },
    })
  }
})

test('tasks are listed by state and by file, page by page', async () => {
  const list = async (params: object) =>
    (await ok(client('GetTaskList', { status: 'FINISH', ...params }))).data
  const all = await list({ maxCount: 100 })
  expect(all).toMatchObject({ status: 'FINISH', next: '' })
  const ids: string[] = []
  for (let next = ''; ; ) {
    const page = await list({ maxCount: 10, next })
    ids.push(...page.taskList.map(({ vodTaskId }: Loose) => vodTaskId))
    next = page.next
    if (next === '') break
  }
  expect(ids).toEqual(all.taskList.map(({ vodTaskId }: Loose) => vodTaskId))
  expect(ids.length).toBeGreaterThan(10)
  const { taskList } = await list({ fileId, maxCount: 100, status: 'finished' })
  expect(new Set(taskList.map(({ type }: Loose) => type))).toEqual(
    new Set(['pull', 'procedure', 'clipVideo', 'concatFile']),
  )
  expect((await list({ startTime: Math.floor(Date.now() / 1000) + 60 })).taskList).toEqual([])
  expect((await list({ status: 'WAITING' })).taskList).toEqual([])
})

test('a film with its own faults: portrait, no sound', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pentode-vod-'))
  try {
    const path = join(folder, 'portrait.mkv')
    execFileSync('ffmpeg', [
      ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=180x320:r=30000/1001:d=1', '-c:v', 'libx265'],
      ...['-preset', 'ultrafast', '-x265-params', 'log-level=error', path],
    ])
    using other = await startOrigin({ 'portrait.mkv': readFileSync(path) })
    const id = await pullFile(client, other.urlOf('portrait.mkv'), 'portrait')
    const { vodTaskId } = await ok(
      client('ProcessFile', { fileId: id, transcode: { definition: [20, 1110], idrAlignment: 1 } }),
    )
    const { data } = await finishedTask(client, vodTaskId)
    expect(data.metaData.audioStreamList).toEqual([])
    const [film, sound] = data.processTaskList
    expect(film).toMatchObject({
      status: 'SUCCESS',
      output: { width: 360, height: 640, audioStreamList: [] },
    })
    expect(sound).toMatchObject({ status: 'FAIL', input: { definition: 1110 } })
    expect(sound).not.toHaveProperty('output')
    expect(sound.errCode).toBe(30009)
  } finally {
    await rm(folder, { recursive: true })
  }
})
