import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClip, probe } from './support/media.ts'
import type { Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { type SlowOrigin, startOrigin } from './support/slow-origin.ts'
import { md5, size } from './tencent-media.ts'
import { createVodClient, fileAt, finishedTask, ok, pullFile, type VodClient } from './tencent-vod-client.ts'

// Pictures of a file by API 2.0: single ones, moving ones, and parts of a film that are hidden.

let server: RunningServer
let client: VodClient
let origin: SlowOrigin
let fileId: string

beforeAll(async () => {
  origin = await startOrigin({ 'clip.mp4': await makeClip({ seconds: 2, size: '320x180' }) })
  server = await startServer({ env: { PENTODE_EGRESS_ALLOW: '127.0.0.1' } })
  client = createVodClient(server)
  fileId = await pullFile(client, origin.urlOf('clip.mp4'), 'pictures')
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  origin?.[Symbol.dispose]()
})

const partsOf = async (params: object): Promise<readonly Loose[]> => {
  const { vodTaskId } = await ok(client('ProcessFile', { fileId, ...params }))
  return (await finishedTask(client, vodTaskId)).data.processTaskList
}

/** One picture in grey, a byte a pixel. */
const greyOf = (path: string, second = 0, width = 320, height = 180): Uint8Array =>
  execFileSync('ffmpeg', [
    ...['-v', 'error', ...(second > 0 ? ['-ss', String(second)] : []), '-i', path, '-frames:v', '1'],
    ...['-vf', `scale=${width}:${height},format=gray`, '-f', 'rawvideo', '-'],
  ])

const difference = (one: Uint8Array, other: Uint8Array): number =>
  one.reduce((sum, value, i) => sum + Math.abs(value - (other[i] ?? 0)), 0) / one.length

test('pictures at times, a cover and a moving picture are of the moments asked for', async () => {
  const { basicInfo: before } = await ok(client('GetVideoInfo', { fileId, infoFilter: ['basicInfo'] }))
  expect(before).not.toHaveProperty('coverUrl')
  const source = fileAt(server, before.sourceVideoUrl)
  const [moving, sample, byTime, cover] = await partsOf({
    animatedGraphics: { definition: 20000, startTime: 0, endTime: 1 },
    sampleSnapshot: { definition: 10 },
    snapshotByTimeOffset: { definition: 10, timeOffset: [200, 1500] },
    coverBySnapshot: { definition: 10, positionType: 'Time', position: 1 },
  })
  expect([moving.input, sample.input, byTime.input, cover.input]).toEqual([
    { definition: 20000, startTime: 0, endTime: 1 },
    { definition: 10 },
    { definition: 10, timeOffset: [200, 1500] },
    { definition: 10, positionType: 'Time', position: 1 },
  ])
  for (const { url, timeOffset } of [
    ...byTime.output.imgInfo,
    { url: cover.output.imageUrl, timeOffset: 1000 },
  ]) {
    const made = greyOf(fileAt(server, url))
    const wrong = difference(made, greyOf(source, 0.6))
    expect(difference(made, greyOf(source, timeOffset / 1000))).toBeLessThan(wrong / 2)
  }
  expect(byTime.output.imgInfo.map(({ timeOffset }: Loose) => timeOffset)).toEqual([200, 1500])
  const gif = fileAt(server, moving.output.url)
  expect((await probe(gif)).video).toMatchObject({
    codec_name: 'gif',
    width: 320,
    height: 180,
    nb_read_frames: '2',
  })
  expect(moving.output).toMatchObject({ container: 'gif', fps: 2, width: 320, height: 180 })
  expect(sample.output.imageUrls).toHaveLength(10)

  const { basicInfo, ...told } = await ok(client('GetVideoInfo', { fileId }))
  expect(basicInfo.coverUrl).toBe(cover.output.imageUrl)
  expect(told).toMatchObject({
    sampleSnapshotInfo: [
      { definition: 10, sampleType: 'Percent', interval: 10, imageUrls: sample.output.imageUrls },
    ],
    snapshotByTimeOffsetInfo: {
      snapshotByTimeOffsetList: [{ definition: 10, picInfoList: byTime.output.imgInfo }],
    },
    animatedGraphicsInfo: {
      animatedGraphicsList: [
        {
          ...{ definition: 20000, url: moving.output.url, container: 'gif', height: 180, width: 320 },
          ...{ size: size(gif), md5: md5(gif), startTime: 0, endTime: 1 },
        },
      ],
    },
  })
})

test('a mosaic hides its part of the picture, for its time', async () => {
  const [plain] = await partsOf({ transcode: { definition: [10] } })
  const [hidden] = await partsOf({
    transcode: {
      definition: [10],
      mosaicList: [{ left: '50%', width: '50%', height: '100%', startTimeOffset: 1 }],
    },
  })
  const halves = (url: string, second: number) => {
    const grey = greyOf(fileAt(server, url), second)
    const side = (left: boolean) => grey.filter((_, i) => i % 320 < 160 === left)
    return { left: side(true), right: side(false) }
  }
  const before = [halves(plain.output.url, 0.5), halves(hidden.output.url, 0.5)] as const
  const after = [halves(plain.output.url, 1.5), halves(hidden.output.url, 1.5)] as const
  const untouched = difference(after[0].left, after[1].left)
  expect(difference(before[0].right, before[1].right)).toBeLessThan(2 * untouched + 1)
  expect(difference(after[0].right, after[1].right)).toBeGreaterThan(3 * untouched + 3)
})

test('what cannot be made is refused by name', async () => {
  const codeOf = async (params: object) => {
    const { code, message } = await client('ProcessFile', { fileId, ...params })
    return [code, message.includes(Object.keys(params)[0] ?? '')]
  }
  expect(await codeOf({ sampleSnapshot: { definition: 11 } })).toEqual([1000, true])
  expect(await codeOf({ animatedGraphics: { definition: 20000, startTime: 3, endTime: 2 } })).toEqual([
    1000,
    true,
  ])
  expect(
    await codeOf({ coverBySnapshot: { definition: 10, positionType: 'Percent', position: 101 } }),
  ).toEqual([1000, true])
  expect(await codeOf({ snapshotByTimeOffset: { definition: 10 } })).toEqual([1000, true])
  expect(await codeOf({ transcode: { definition: [9], mosaicList: [{ width: '10%' }] } })).toEqual([
    1000,
    true,
  ])
  expect(await codeOf({ transcode: { definition: [10], mosaicList: [{ width: '10' }] } })).toEqual([
    1000,
    true,
  ])
  expect(await codeOf({ pornReview: { definition: 10 } })).toEqual([1000, true])
})
