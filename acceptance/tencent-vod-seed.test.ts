import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as samples from './seeds/tencent-vod.ts'
import { makeClip, type Probed, probe } from './support/media.ts'
import type { Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { compareShapes } from './support/shape.ts'
import { type SlowOrigin, startOrigin } from './support/slow-origin.ts'
import { md5, size } from './tencent-media.ts'
import { createVodClient, fileAt, finishedTask, ok, pullFile, type VodClient } from './tencent-vod-client.ts'

// GetTaskInfo held against its documentation: each field of the tables on real tasks, and the samples' shapes.

let server: RunningServer
let client: VodClient
let origin: SlowOrigin
let source: Probed
let sourceFile: string
let fileId: string
let submittedAt: number
let procedure: Loose
let transcode: Loose

beforeAll(async () => {
  origin = await startOrigin({ 'clip.mp4': await makeClip({ seconds: 0.5, size: '320x180', rate: 30 }) })
  server = await startServer({ env: { PENTODE_EGRESS_ALLOW: '127.0.0.1' } })
  client = createVodClient(server)
  fileId = await pullFile(client, origin.urlOf('clip.mp4'), 'the seed')
  submittedAt = Math.floor(Date.now() / 1000)
  const asked = await ok(
    client('ProcessFile', {
      fileId,
      transcode: { definition: [10, 20], watermark: 0 },
      sampleSnapshot: { definition: 10 },
      coverBySnapshot: { definition: 10, positionType: 'Percent', position: 10 },
    }),
  )
  await finishedTask(client, asked.vodTaskId)
  procedure = await client('GetTaskInfo', { vodTaskId: asked.vodTaskId })
  const converted = await ok(client('ConvertVodFile', { fileId }))
  await finishedTask(client, converted.vodTaskId)
  transcode = await client('GetTaskInfo', { vodTaskId: converted.vodTaskId })
  const { basicInfo } = await ok(client('GetVideoInfo', { fileId }))
  sourceFile = fileAt(server, basicInfo.sourceVideoUrl)
  source = await probe(sourceFile)
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  origin?.[Symbol.dispose]()
})

describe('every field of the answer’s table', () => {
  const nearNow = (value: number) => {
    expect(Number.isInteger(value)).toBe(true)
    expect(value).toBeGreaterThanOrEqual(submittedAt - 1)
    expect(value).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000))
  }
  const fields: Readonly<Record<string, (task: Loose) => void>> = {
    code: ({ code }) => expect(code).toBe(0),
    message: ({ message }) => expect(message).toBe(''),
    type: ({ type }) => expect(['procedure', 'transcode']).toContain(type),
    status: ({ status }) => expect(status).toBe('FINISH'),
    createTime: ({ createTime }) => nearNow(createTime),
    beginProcessTime: ({ beginProcessTime, createTime }) => {
      nearNow(beginProcessTime)
      expect(beginProcessTime).toBeGreaterThanOrEqual(createTime)
    },
    finishTime: ({ finishTime, beginProcessTime }) => {
      nearNow(finishTime)
      expect(finishTime).toBeGreaterThanOrEqual(beginProcessTime)
    },
    data: ({ data }) => expect(data).toMatchObject({ fileId, errCode: 0 }),
  }
  test.each(Object.keys(fields))('%s', (name) => {
    for (const task of [procedure, transcode]) {
      expect(task).toHaveProperty(name)
      fields[name]?.(task)
    }
  })
})

/** What a file is told to be, against a measurement of our own. */
const expectFile = (told: Loose, path: string, { format, video, audio }: Probed): void => {
  expect(told).toMatchObject({
    size: size(path),
    container: format.format_name,
    bitrate: Number(format.bit_rate),
    height: video.height,
    width: video.width,
    md5: md5(path),
    duration: Math.round(Number(format.duration)),
  })
  const [num, den] = video.avg_frame_rate.split('/').map(Number)
  expect(told.videoStreamList).toEqual([
    {
      ...{ bitrate: Number(video.bit_rate), height: video.height, width: video.width },
      ...{ codec: video.codec_name, fps: Math.floor(num / den) },
    },
  ])
  expect(told.audioStreamList).toEqual([
    {
      ...{ codec: audio.codec_name, samplingRate: Number(audio.sample_rate) },
      bitrate: Number(audio.bit_rate),
    },
  ])
}

test('every field of a procedure’s data', async () => {
  const { data } = procedure
  expect(data).toMatchObject({ fileId, errCode: 0, message: '', status: 'FINISH' })
  expect(data.vodTaskId).toMatch(/-Procedure-/)
  expectFile(data.metaData, sourceFile, source)
  expect(data.metaData.rotate).toBe(0)
  expect(data.processTaskList).toHaveLength(4)
  const fine = { status: 'SUCCESS', errCode: 0, message: '' }
  for (const [i, [definition, width]] of [[10, 320] as const, [20, 640] as const].entries()) {
    const { output, ...part } = data.processTaskList[i]
    expect(part).toEqual({ taskType: 'Transcode', ...fine, input: { definition, watermark: 0 } })
    const path = fileAt(server, output.url)
    expectFile(output, path, await probe(path))
    expect(output.width).toBe(width)
  }
  const [sample, cover] = data.processTaskList.slice(2)
  expect(sample).toMatchObject({ taskType: 'SampleSnapshot', ...fine, input: { definition: 10 } })
  const urls: string[] = sample.output.imageUrls
  expect(urls).toHaveLength(10)
  const pictures = urls.map((url) => fileAt(server, url))
  // Pictures of ten different moments.
  expect(new Set(pictures.map(md5)).size).toBe(10)
  expect(cover).toMatchObject({
    ...{ taskType: 'CoverBySnapshot', ...fine },
    input: { definition: 10, positionType: 'Percent', position: 10 },
  })
  for (const path of [...pictures, fileAt(server, cover.output.imageUrl)])
    expect((await probe(path)).video).toMatchObject({ codec_name: 'mjpeg', width: 320, height: 180 })
})

test('every field of a transcoding’s data', async () => {
  const { data } = transcode
  expect(data).toMatchObject({
    ...{ fileId, errCode: 0, status: 0, message: '', fileName: 'the seed' },
    duration: Math.round(Number(source.format.duration)),
    coverUrl: procedure.data.processTaskList[3].output.imageUrl,
  })
  // The original, then what the default templates say.
  expect(data.playSet.map(({ definition }: Loose) => definition)).toEqual([
    ...[0, 10, 20, 30, 40, 210, 220, 230, 240],
  ])
  for (const { url, definition, vbitrate, vheight, vwidth } of data.playSet) {
    const path = fileAt(server, url)
    const { video, format } = await probe(path)
    expect([definition, vheight, vwidth]).toEqual([definition, video.height, video.width])
    // The header of a transport stream tells no bitrate: its packets do.
    if (video.bit_rate) expect([definition, vbitrate]).toEqual([definition, Number(video.bit_rate)])
    else expect(Math.abs((vbitrate * Number(format.duration)) / packetBits(path) - 1)).toBeLessThan(0.06)
  }
})

/** Bits of all pictures of a file. */
const packetBits = (path: string): number => {
  const sizes = execFileSync(
    'ffprobe',
    ['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=size', '-of', 'csv=p=0', path],
    { encoding: 'utf8' },
  )
  return sizes.split(/\D+/).reduce((sum, bytes) => sum + Number(bytes) * 8, 0)
}

/** A difference that nobody explains, and an explanation of none, fail alike. */
test('the samples are answered in their shape', () => {
  for (const [{ SAMPLE, MISSING, MORE }, answer] of [
    [samples.procedure, procedure],
    [samples.transcode, transcode],
  ] as const) {
    const { missing, more } = compareShapes(SAMPLE, answer)
    expect([...missing].sort()).toEqual(Object.keys(MISSING).sort())
    expect([...more].sort()).toEqual(Object.keys(MORE).sort())
  }
})
