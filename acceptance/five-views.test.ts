import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMpcClient } from './huawei-official.ts'
import { makeClip as makeSilentClip } from './support/media.ts'
import { eventually, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { startOrigin } from './support/slow-origin.ts'
import { bucket, filesIn, makeClip, probe, size } from './tencent-media.ts'
import { createVodClient, ok, pullFile } from './tencent-vod-client.ts'
import type { Api, Ids, Reader, View } from './views/api.ts'
import { iceApi } from './views/ice.ts'
import { mpcApi } from './views/mpc.ts'
import { nativeApi } from './views/native.ts'
import { tencentApi } from './views/tencent.ts'
import { tencentVodReader } from './views/tencent-vod.ts'
import { submitToVod, vodView } from './views/vod.ts'

/** All APIs see one store: a task that came in through one is read through each. */
const BUCKET = 'media-1300000000'
type Name = 'native' | 'tencent' | 'ice' | 'mpc'
const NAMES: readonly Name[] = ['native', 'tencent', 'ice', 'mpc']
/** Those that show tasks; one of them works on files of a library alone and cannot submit these. */
const READERS = [...NAMES, 'tencent-vod'] as const
type ReaderName = (typeof READERS)[number]

let busy: RunningServer
/** Nothing is ever worked on here: tasks wait. */
let idle: RunningServer
let folder: string

beforeAll(async () => {
  ;[busy, idle] = await Promise.all([
    startServer({ env: { PENTODE_EGRESS_ALLOW: '127.0.0.1' } }),
    startServer({ env: { PENTODE_WORKERS: '0' } }),
  ])
  // One of the clients keeps a file of its own in the home folder.
  vi.stubEnv('HOME', busy.dataDir)
  folder = bucket(busy.dataDir, BUCKET)
  makeClip(join(folder, 'clip.mp4'))
  await writeFile(join(folder, 'broken.mp4'), 'this is no video')
  bucket(idle.dataDir, BUCKET)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await Promise.all([busy?.[Symbol.asyncDispose](), idle?.[Symbol.asyncDispose]()])
})

const apisOf = (server: RunningServer): Readonly<Record<Name, Api> & Record<'tencent-vod', Reader>> => ({
  native: nativeApi(server),
  tencent: tencentApi(server),
  ice: iceApi(server),
  mpc: mpcApi(server),
  'tencent-vod': tencentVodReader(server),
})

/** The native API reads every spelling of an id. */
const idsOf = async (server: RunningServer, id: string): Promise<Ids> => {
  const { id: hex, serial } = await new NativeClient(server).task(id)
  return { id: hex, serial }
}

/** All views of a task, each with what the API has no words for filled in from the native one. */
const viewsOf = async (server: RunningServer, ids: Ids): Promise<Readonly<Record<ReaderName, View>>> => {
  const apis = apisOf(server)
  const native = await apis.native.view(ids)
  const seen = await Promise.all(
    READERS.map(async (name) => {
      const { source, measured } = native
      const silent = name === 'ice' ? { measured } : name === 'tencent-vod' ? { source, measured } : {}
      return [name, { ...silent, ...(await apis[name].view(ids)) }] as const
    }),
  )
  return Object.fromEntries(seen) as Record<ReaderName, View>
}

const inAll = (view: unknown) => Object.fromEntries(READERS.map((name) => [name, view]))

const finished = async (server: RunningServer, ids: Ids): Promise<void> =>
  void (await eventually(`end of ${ids.id}`, async () => {
    const { status } = await nativeApi(server).view(ids)
    return status !== 'waiting' && status !== 'running'
  }))

test('a task that only looks at a file has made nothing, whoever asks', async () => {
  const source = { bucket: BUCKET, key: 'clip.mp4' }
  const id = await new NativeClient(busy).submit(source, [{ name: 'look', spec: { kind: 'probe' } }])
  const ids = await idsOf(busy, id)
  await finished(busy, ids)
  const native = await new NativeClient(busy).task(id)
  expect(native.outputs[0].result).toMatchObject({ files: [], media: { video: [{ width: 480 }] } })
  const clip = join(folder, 'clip.mp4')
  const milliseconds = Math.round(Number(probe(clip).format.duration) * 1000)
  const view = { status: 'succeeded', source: `${BUCKET}/clip.mp4`, made: [] }
  expect(await viewsOf(busy, ids)).toEqual(inAll({ ...view, measured: { bytes: size(clip), milliseconds } }))
})

test.each(NAMES)('a task of the %s API is made, and all say where and of what', async (name) => {
  const submitted = await apisOf(busy)[name].submit(BUCKET, 'clip.mp4', `by-${name}`)
  const ids = await idsOf(busy, submitted)
  expect(apisOf(busy)[name].idOf(ids)).toBe(submitted)
  await finished(busy, ids)
  const clip = join(folder, 'clip.mp4')
  const files = filesIn(join(folder, `by-${name}`))
  const playlist = files.filter((file) => !file.endsWith('file.mp4'))
  const views = await viewsOf(busy, ids)
  expect(views).toEqual(
    inAll({
      status: 'succeeded',
      source: `${BUCKET}/clip.mp4`,
      measured: {
        bytes: size(clip),
        milliseconds: Math.round(Number(probe(clip).format.duration) * 1000),
      },
      made: [
        [`${BUCKET}/by-${name}/file.mp4`, Math.ceil(size(join(folder, `by-${name}`, 'file.mp4')) / 1000)],
        [
          `${BUCKET}/by-${name}/list.m3u8`,
          Math.ceil(playlist.reduce((sum, file) => sum + size(file), 0) / 1000),
        ],
      ],
    }),
  )
  for (const main of ['file.mp4', 'list.m3u8'])
    expect(Number(probe(join(folder, `by-${name}`, main)).format.duration)).toBeCloseTo(3, 0)
  const { measured: _, ...view } = views.native
  expect(await vodView(busy).view(ids)).toEqual(view)
})

test('a task on a file of the library is made, and all say where and of what', async () => {
  using origin = await startOrigin({ 'clip.mp4': await readFile(join(folder, 'clip.mp4')) })
  const vod = createVodClient(busy)
  const fileId = await pullFile(vod, origin.urlOf('clip.mp4'), 'a clip')
  const { vodTaskId } = await ok(vod('ProcessFile', { fileId, transcode: { definition: [10, 210] } }))
  const ids = await idsOf(busy, vodTaskId)
  expect(apisOf(busy)['tencent-vod'].idOf(ids)).toBe(vodTaskId)
  await finished(busy, ids)
  const views = await viewsOf(busy, ids)
  expect(views.native).toMatchObject({
    status: 'succeeded',
    source: expect.stringMatching(/^outputs\/vod\//),
  })
  expect(views.native.made).toHaveLength(2)
  expect(views).toEqual(inAll(views.native))
})

test.each(NAMES)('a task of the %s API with a bad source has failed for all', async (name) => {
  const submitted = await apisOf(busy)[name].submit(BUCKET, 'broken.mp4', `broken-${name}`)
  const ids = await idsOf(busy, submitted)
  await finished(busy, ids)
  expect(await viewsOf(busy, ids)).toEqual(
    inAll({ status: 'failed', source: `${BUCKET}/broken.mp4`, measured: 'not yet', made: [] }),
  )
  expect(await vodView(busy).view(ids)).toEqual({
    status: 'failed',
    source: `${BUCKET}/broken.mp4`,
    made: [],
  })
})

test('a task of VOD, which names its outputs itself, is read through all others', async () => {
  const { id, main } = await submitToVod(busy, BUCKET, 'clip.mp4')
  const ids = await idsOf(busy, id)
  await finished(busy, ids)
  const path = join(busy.dataDir, 'buckets', main)
  const clip = join(folder, 'clip.mp4')
  const view = {
    status: 'succeeded',
    source: `${BUCKET}/clip.mp4`,
    made: [[main, Math.ceil(size(path) / 1000)]],
  }
  const milliseconds = Math.round(Number(probe(clip).format.duration) * 1000)
  expect(await viewsOf(busy, ids)).toEqual(inAll({ ...view, measured: { bytes: size(clip), milliseconds } }))
  expect(await vodView(busy).view(ids)).toEqual(view)
})

test('a task of which a part failed has failed for all, and all show the part that is made, where it is', async () => {
  const silent = await makeSilentClip({ seconds: 2, size: '160x120', sound: false })
  await writeFile(join(folder, 'silent.mp4'), silent)
  const client = new NativeClient(busy)
  const id = await client.submit({ bucket: BUCKET, key: 'silent.mp4' }, [
    {
      name: 'sound',
      spec: { kind: 'file', container: 'mp4', audio: { codec: 'aac' } },
      to: { bucket: BUCKET, key: 'part/sound.mp4' },
    },
    {
      name: 'picture',
      spec: { kind: 'file', container: 'mp4', video: { speed: 'ultrafast' } },
      to: { bucket: BUCKET, key: 'part/deep/picture.mp4' },
    },
  ])
  const ids = await idsOf(busy, id)
  await finished(busy, ids)
  expect((await client.task(id)).status).toBe('partly-failed')
  const { format } = probe(join(folder, 'silent.mp4'))
  expect(await viewsOf(busy, ids)).toEqual(
    inAll({
      status: 'failed',
      source: `${BUCKET}/silent.mp4`,
      measured: { bytes: silent.length, milliseconds: Math.round(Number(format.duration) * 1000) },
      made: [
        [`${BUCKET}/part/deep/picture.mp4`, Math.ceil(size(join(folder, 'part/deep/picture.mp4')) / 1000)],
      ],
    }),
  )
})

test('a stream of several renditions is one playlist for all', async () => {
  const video = (width: number) => ({ size: { width, height: (width * 3) / 4 }, speed: 'ultrafast' })
  const id = await new NativeClient(busy).submit({ bucket: BUCKET, key: 'clip.mp4' }, [
    {
      name: 'ladder',
      spec: {
        kind: 'stream',
        segmentDuration: 1,
        renditions: [
          { name: 'lo', video: video(80) },
          { name: 'hi', video: video(160) },
        ],
      },
      to: { bucket: BUCKET, key: 'ladder/main.m3u8' },
    },
  ])
  const ids = await idsOf(busy, id)
  await finished(busy, ids)
  const views = await viewsOf(busy, ids)
  for (const name of READERS)
    expect([name, views[name].status, views[name].made.map(([path]) => path)]).toEqual([
      ...[name, 'succeeded'],
      [`${BUCKET}/ladder/main.m3u8`],
    ])
  const whole = filesIn(join(folder, 'ladder')).reduce((sum, file) => sum + size(file), 0)
  // The service that Tencent's words come from tells no size of these.
  for (const name of ['native', 'ice', 'mpc', 'tencent-vod'] as const)
    expect([name, views[name].made[0]?.[1]]).toEqual([name, Math.ceil(whole / 1000)])
})

test.each(NAMES)('a task of the %s API waits for all, and is cancelled for all', async (name) => {
  const ids = await idsOf(idle, await apisOf(idle)[name].submit(BUCKET, 'clip.mp4', `idle-${name}`))
  const view = { source: `${BUCKET}/clip.mp4`, measured: 'not yet', made: [] }
  expect(await viewsOf(idle, ids)).toEqual(inAll({ status: 'waiting', ...view }))
  await new NativeClient(idle).ok('POST', `/api/v1/tasks/${ids.id}/cancel`)
  expect(await viewsOf(idle, ids)).toEqual(inAll({ status: 'cancelled', ...view }))
  // VOD has no word for that.
  const { measured: _, ...rest } = view
  expect(await vodView(idle).view(ids)).toEqual({ status: 'failed', ...rest })
})

test('each API lists the tasks of all, under ids of its own', async () => {
  const apis = apisOf(idle)
  const submitted = await Promise.all(
    NAMES.map((name) => apis[name].submit(BUCKET, 'clip.mp4', `listed-${name}`)),
  )
  const mine = await Promise.all(submitted.map((id) => idsOf(idle, id)))
  const all = await Promise.all((await apis.native.list()).map((id) => idsOf(idle, id)))
  expect(all).toEqual(expect.arrayContaining(mine))
  for (const name of READERS)
    expect([name, [...(await apis[name].list())].sort()]).toEqual([
      name,
      all.map((ids) => apis[name].idOf(ids)).sort(),
    ])
})

test('an id that was never given, one of a deleted task and one of another server are answered alike', async () => {
  const apis = apisOf(idle)
  const elsewhere = await idsOf(busy, await apisOf(busy).ice.submit(BUCKET, 'broken.mp4', 'elsewhere'))
  const gone = await idsOf(idle, await apis.ice.submit(BUCKET, 'clip.mp4', 'gone'))
  await new NativeClient(idle).ok('POST', `/api/v1/tasks/${gone.id}/cancel`)
  expect(await apis.mpc.ask(apis.mpc.idOf(gone))).toMatchObject({ status: 'CANCELED' })
  await createMpcClient(idle).call('DELETE', '/transcodings/task', { query: { task_id: gone.serial } })

  const answers = {
    native: ['error', 404, 'task-not-found'],
    tencent: ['error', 'ResourceNotFound'],
    ice: ['error', 'InvalidParameter.ResourceNotFound'],
    mpc: { status: 'NO_TASK' },
    'tencent-vod': ['error', 70014],
  }
  const never = { id: 'f'.repeat(32), serial: 2_000_000_000 }
  // Serial numbers are counted by each server for itself: only the other ids can be foreign.
  const foreign = { ...elsewhere, serial: 1_999_999_999 }
  for (const ids of [never, gone, foreign])
    expect(await vodView(idle).ask(ids.id)).toEqual(['error', 'NoSuchResource'])
  for (const [what, ids] of Object.entries({ never, gone, foreign }))
    for (const name of READERS)
      expect([what, name, await apis[name].ask(apis[name].idOf(ids))]).toEqual([what, name, answers[name]])
})
