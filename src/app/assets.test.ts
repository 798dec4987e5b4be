import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectId } from '../domain/ids.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import { fail } from '../domain/problem.ts'
import type { OutputState, Task } from '../domain/task.ts'
import { bytes, instant } from '../domain/units.ts'
import { openDiskStorage } from '../storage/disk.ts'
import { fullCapabilities } from '../testing/media-stubs.ts'
import { type OpenedStore, PROJECT, temporaryStore } from '../testing/store-kit.ts'
import type { App } from './app.ts'
import { createBus } from './bus.ts'
import { createApp } from './create-app.ts'

const OTHER = projectId('p2')
const { signal } = new AbortController()
let opened: OpenedStore
let root: string
let app: App
/** What was looked into, in order. */
let inspected: string[]
beforeEach(async () => {
  opened = await temporaryStore()
  root = await mkdtemp(join(tmpdir(), 'pentode-assets-'))
  const storage = await openDiskStorage({ root })
  inspected = []
  let ids = 0
  app = createApp({
    ...opened.store,
    storage,
    bus: createBus(),
    now: () => instant(Date.now()),
    newId: () => (++ids).toString(16).padStart(32, '0'),
    inspect: async (source) => {
      if (source.from !== 'object') throw new Error('only objects are looked into')
      inspected.push(source.key)
      if (source.key.endsWith('.txt')) throw fail('source-unreadable', 'No media.')
      return mediaOf(source.key)
    },
    plan: () => {
      throw new Error('nothing is planned')
    },
    capabilities: async () => fullCapabilities,
    freeBytes: async () => 1e12,
    minFreeBytes: 0,
    wishFault: () => undefined,
  })
  await app.objects.createBucket('media')
})
afterEach(async () => {
  await opened[Symbol.asyncDispose]()
  await rm(root, { recursive: true, force: true })
})

const mediaOf = (name: string) => ({ container: name }) as MediaInfo
const put = (key: string, text = key) => app.objects.write('media', key, Readable.from([text]))
const register = (key: string, title = key) =>
  app.assets.register(PROJECT, { dialect: 'd', title, source: { bucket: 'media', key } }, signal)
const importing = () =>
  app.assets.importFromUrl(PROJECT, {
    dialect: 'd',
    title: 'From elsewhere',
    url: 'http://example.com/a.mp4',
    destination: (id) => ({ bucket: 'media', key: `in/${id}.mp4` }),
    request: { asked: true },
  })
/** Does the task's only output as a worker would. */
const finish = async (task: Task, state: OutputState) => {
  const { work } = opened.store
  const claimed = await work.claim('w', instant(1), instant(Date.now() + 60_000))
  expect(claimed?.id).toBe(task.id)
  await work.setOutputs(task.id, 1, [{ output: 0, state }])
  await work.release(task.id, 1, instant(2), 'done')
}
const imported = (key: string, size: number): OutputState => ({
  status: 'succeeded',
  startedAt: instant(1),
  finishedAt: instant(Date.now() + 1000),
  result: {
    files: [{ role: 'file', bucket: 'media', key, size: bytes(size), md5: 'abc' }],
    size: bytes(size),
    media: mediaOf('imported'),
  },
})
const code = (problem: string) =>
  expect.objectContaining({ problem: expect.objectContaining({ code: problem }) })

describe('register', () => {
  it('looks into the object once, and answers from that until the object is another one', async () => {
    await put('a.mp4')
    const { asset, isNew } = await register('a.mp4')
    expect({ isNew, title: asset.title, media: asset.measured?.media }).toEqual({
      ...{ isNew: true, title: 'a.mp4', media: mediaOf('a.mp4') },
    })
    const state = await app.assets.stateOf(asset, signal)
    expect(state).toMatchObject({ status: 'ready', object: { size: 5 }, measured: asset.measured })
    expect(inspected).toEqual(['a.mp4'])
    await put('a.mp4', 'another text')
    expect(await app.assets.stateOf(asset, signal)).toMatchObject({ status: 'ready', object: { size: 12 } })
    const again = await app.assets.get(PROJECT, asset.id)
    await app.assets.stateOf(again, signal)
    expect(inspected).toEqual(['a.mp4', 'a.mp4'])
  })

  it('leaves an object that is an asset already as it is', async () => {
    await put('a.mp4')
    const first = await register('a.mp4', 'First')
    expect(await register('a.mp4', 'Second')).toEqual({ asset: first.asset, isNew: false })
  })

  it('refuses what is not there and what is no media', async () => {
    await put('a.txt')
    await expect(register('b.mp4')).rejects.toEqual(code('object-not-found'))
    await expect(register('a.txt')).rejects.toEqual(code('source-unreadable'))
    expect(await app.assets.list({ project: PROJECT, limit: 9 })).toEqual([])
  })
})

describe('an import', () => {
  it('is one task with one asset, importing until the task is done', async () => {
    const { asset, task } = await importing()
    expect(task).toMatchObject({ asset: asset.id, source: { from: 'url' }, request: { asked: true } })
    expect(asset).toMatchObject({ importTask: task.id, source: task.outputs[0]?.destination })
    expect(await app.assets.tasksOf(asset, { limit: 9 })).toEqual([task])
    expect(await app.assets.stateOf(asset, signal)).toMatchObject({
      status: 'importing',
      task: { id: task.id },
    })
    await put(asset.source.key, '12345')
    await finish(task, imported(asset.source.key, 5))
    expect(await app.assets.stateOf(asset, signal)).toMatchObject({
      status: 'ready',
      measured: { media: mediaOf('imported'), md5: 'abc' },
    })
    expect(inspected).toEqual([])
    // Kept, so that the task's record may go.
    await app.tasks.remove(PROJECT, task.id)
    const kept = await app.assets.get(PROJECT, String(asset.serial))
    expect(await app.assets.stateOf(kept, signal)).toMatchObject({ measured: { md5: 'abc' } })
  })

  it('is looked into again when the object is not what was brought in', async () => {
    const { asset, task } = await importing()
    await put(asset.source.key, 'something longer')
    await finish(task, imported(asset.source.key, 5))
    await app.assets.stateOf(asset, signal)
    expect(inspected).toEqual([asset.source.key])
  })

  it('fails with its reason', async () => {
    const { asset, task } = await importing()
    const problem = { code: 'source-unreachable', message: 'Nobody answers.' } as const
    await finish(task, { status: 'failed', finishedAt: instant(2), problem })
    expect(await app.assets.stateOf(asset, signal)).toEqual({ status: 'failed', problem })
    const { asset: second, task: cancelled } = await importing()
    await app.tasks.cancel(PROJECT, cancelled.id)
    expect(await app.assets.stateOf(second, signal)).toMatchObject({ problem: { code: 'interrupted' } })
  })
})

describe('an asset', () => {
  it('is gone with its object, and found by nobody else', async () => {
    await put('a.mp4')
    const { asset } = await register('a.mp4')
    await app.objects.delete('media', 'a.mp4')
    expect(await app.assets.stateOf(asset, signal)).toMatchObject({
      status: 'failed',
      problem: { code: 'source-not-found' },
    })
    for (const id of [asset.id, '1']) {
      await expect(app.assets.get(OTHER, id)).rejects.toEqual(code('asset-not-found'))
      await expect(app.assets.delete(OTHER, id, { files: true })).rejects.toEqual(code('asset-not-found'))
    }
    for (const id of ['2', 'x', '__proto__', '9'.repeat(15)])
      await expect(app.assets.get(PROJECT, id)).rejects.toEqual(code('asset-not-found'))
  })

  it('takes a change of some fields, and null takes one away', async () => {
    await put('a.mp4')
    const { asset } = await register('a.mp4')
    const labels = { title: 'New', description: 'About', tags: ['t'], category: '4', params: { a: 1 } }
    expect(await app.assets.update(PROJECT, asset.id, labels)).toMatchObject(labels)
    const changed = await app.assets.update(PROJECT, asset.id, { description: null, category: null })
    const { description: _, category: __, ...rest } = labels
    expect(changed).toEqual({ ...asset, ...rest, updatedAt: changed.updatedAt })
    expect(await app.assets.get(PROJECT, asset.id)).toEqual(changed)
  })

  it('goes alone, or with its files and the work on it', async () => {
    await put('a.mp4')
    const { asset } = await register('a.mp4')
    await app.assets.delete(PROJECT, asset.id, { files: false })
    expect(await app.objects.stat('media', 'a.mp4')).toMatchObject({ size: 5 })

    const again = (await register('a.mp4')).asset
    const submit = (key: string) =>
      app.tasks.submit(PROJECT, {
        dialect: 'd',
        request: {},
        asset: again.id,
        source: { from: 'object', ...again.source },
        outputs: [{ name: 'o', spec: { kind: 'original' }, destination: { bucket: 'media', key } }],
      })
    const done = await submit('done.mp4')
    await put('done.mp4', '12345')
    await finish(done, imported('done.mp4', 5))
    const waiting = await submit('waiting.mp4')
    await app.assets.delete(PROJECT, again.id, { files: true })
    for (const key of ['a.mp4', 'done.mp4'])
      await expect(app.objects.stat('media', key)).rejects.toEqual(code('object-not-found'))
    const { outputs } = await app.tasks.get(PROJECT, waiting.id)
    expect(outputs[0]?.state.status).toBe('cancelled')
    await expect(app.assets.get(PROJECT, again.id)).rejects.toEqual(code('asset-not-found'))
  })
})
