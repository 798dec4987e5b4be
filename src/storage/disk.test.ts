import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storageConformance } from '../testing/storage-conformance.ts'
import { type DiskStorage, openDiskStorage } from './disk.ts'

storageConformance('disk', async () => {
  const root = await mkdtemp(join(tmpdir(), 'pentode-disk-'))
  return {
    storage: await openDiskStorage({ root }),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
})

let root: string
let storage: DiskStorage
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pentode-disk-'))
  storage = await openDiskStorage({ root })
  await storage.createBucket('media')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const put = (key: string, body = key) => storage.write('media', key, Readable.from([Buffer.from(body)]))
const keys = async () => (await storage.list('media', { limit: 1000 })).objects.map((o) => o.key)
const code = (error: string) => ({ problem: { code: error } })

describe('the layout', () => {
  it('is the key below the bucket', async () => {
    await put('a/b.mp4', 'bytes')
    expect(await readFile(join(root, 'media/a/b.mp4'), 'utf8')).toBe('bytes')
    expect(await storage.localPath('media', 'a/b.mp4')).toBe(join(root, 'media/a/b.mp4'))
  })

  it('shows no unfinished file and keeps none', async () => {
    const slow = new PassThrough()
    const writing = storage.write('media', 'a/b', slow)
    slow.write('half')
    await expect.poll(() => readdir(join(root, '.tmp'))).toHaveLength(1)
    expect(await readdir(join(root, 'media'))).toEqual([])
    expect(await storage.listBuckets()).toEqual(['media'])
    slow.destroy(new Error('gone'))
    await expect(writing).rejects.toThrow('gone')
    expect(await readdir(join(root, '.tmp'))).toEqual([])
  })

  it('loses its empty folders with their last object', async () => {
    await put('a/b/c')
    await put('a/d')
    await storage.delete('media', 'a/b/c')
    expect(await readdir(join(root, 'media/a'))).toEqual(['d'])
    await storage.delete('media', 'a/d')
    expect(await readdir(join(root, 'media'))).toEqual([])
  })

  it('lets a bucket go that holds only empty folders, not one that holds what is no object', async () => {
    await mkdir(join(root, 'media/left/over'), { recursive: true })
    await storage.deleteBucket('media')
    expect(await storage.hasBucket('media')).toBe(false)
    await storage.createBucket('media')
    await writeFile(join(root, 'media/back\\slash'), '')
    await expect(storage.deleteBucket('media')).rejects.toMatchObject(code('bucket-not-empty'))
  })
})

describe('a key whose place is taken', () => {
  it('is refused when a folder of it is an object', async () => {
    await put('a')
    await put('d/a')
    for (const key of ['a/b', 'a/b/c', 'd/a/b']) {
      await expect(put(key)).rejects.toMatchObject(code('invalid-object-key'))
      expect(await storage.stat('media', key)).toBeUndefined()
      expect(await storage.delete('media', key)).toBe(false)
    }
    expect(await keys()).toEqual(['a', 'd/a'])
  })

  it('is refused when objects lie below it', async () => {
    await put('a/b')
    await expect(put('a')).rejects.toMatchObject(code('invalid-object-key'))
    await writeFile(join(root, 'made'), 'x')
    const move = { from: join(root, 'made'), bucket: 'media', key: 'a' }
    await expect(storage.publish([move])).rejects.toMatchObject(code('invalid-object-key'))
    expect(await readFile(join(root, 'made'), 'utf8')).toBe('x')
    expect(await storage.stat('media', 'a')).toBeUndefined()
    expect(await storage.localPath('media', 'a')).toBeUndefined()
    expect(await storage.delete('media', 'a')).toBe(false)
    expect(await readdir(join(root, '.tmp'))).toEqual([])
  })
})

describe('links of the administrator', () => {
  let elsewhere: string
  beforeEach(async () => {
    elsewhere = await mkdtemp(join(tmpdir(), 'pentode-elsewhere-'))
  })
  afterEach(() => rm(elsewhere, { recursive: true, force: true }))

  it('may stand for a bucket, a folder or an object', async () => {
    await writeFile(join(elsewhere, 'film.mp4'), 'film')
    await symlink(elsewhere, join(root, 'linked'))
    await symlink(elsewhere, join(root, 'media/folder'))
    await symlink(join(elsewhere, 'film.mp4'), join(root, 'media/file.mp4'))
    expect(await storage.listBuckets()).toEqual(['linked', 'media'])
    expect(await keys()).toEqual(['file.mp4', 'folder/film.mp4'])
    expect(await text(await storage.read('linked', 'film.mp4'))).toBe('film')
    await put('folder/new/x', 'new')
    expect(await readFile(join(elsewhere, 'new/x'), 'utf8')).toBe('new')
    await storage.delete('media', 'folder/new/x')
    expect(await readdir(elsewhere)).toEqual(['film.mp4'])
    await storage.delete('media', 'file.mp4')
    expect(await readFile(join(elsewhere, 'film.mp4'), 'utf8')).toBe('film')
    await rm(join(elsewhere, 'film.mp4'))
    await expect(storage.deleteBucket('linked')).rejects.toMatchObject(code('forbidden'))
  })

  it('that lead nowhere or in a circle end there', async () => {
    await put('a/x')
    await symlink(join(root, 'media'), join(root, 'media/a/circle'))
    await symlink(join(root, 'media/a'), join(root, 'media/second'))
    await symlink('self', join(root, 'media/self'))
    await symlink('/nowhere', join(root, 'media/lost'))
    expect(await keys()).toEqual(['a/x', 'second/x'])
    expect(await storage.stat('media', 'self')).toBeUndefined()
  })
})

it('lists no folder that cannot hold what is wanted', async () => {
  await put('a/1')
  await put('b/1')
  // A folder that reading would trip over, were it opened.
  await mkdir(join(root, 'media/a/loop'))
  const page = await storage.list('media', { prefix: 'b/', limit: 10 })
  expect(page.objects.map((o) => o.key)).toEqual(['b/1'])
})

it('takes 8 MiB through in bounded pieces', async () => {
  let open = 0
  let most = 0
  const chunk = Buffer.alloc(64 * 1024, 7)
  const body = Readable.from(
    (function* () {
      for (let n = 0; n < 128; n++) {
        most = Math.max(most, ++open)
        yield chunk
        open--
      }
    })(),
    { highWaterMark: 2 },
  )
  expect((await storage.write('media', 'big', body, { size: 128 * chunk.length })).size).toBe(8 * 1024 * 1024)
  expect((await stat(join(root, 'media/big'))).size).toBe(8 * 1024 * 1024)
  expect(most).toBe(1)
})

it('leaves a body that it does not want to its owner', async () => {
  const body = new PassThrough()
  body.write('too long')
  await expect(storage.write('media', 'a', body, { size: 3 })).rejects.toMatchObject(
    code('malformed-request'),
  )
  expect(body.destroyed).toBe(false)
  body.destroy()
})
