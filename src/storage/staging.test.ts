import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DiskStorage, openDiskStorage } from './disk.ts'
import { explainWrite } from './disk-errors.ts'

let root: string
let storage: DiskStorage
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pentode-staging-'))
  storage = await openDiskStorage({ root })
  await storage.createBucket('media')
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('sweepTemp', () => {
  it('removes what a killed writer left, wherever a link of it leads, and nothing else', async () => {
    await mkdir(join(root, 'media/a'))
    await writeFile(join(root, 'media/a/whole.mp4'), 'whole')
    await writeFile(join(root, 'media/a/.pentode-tmp-1'), 'half a copy')
    await writeFile(join(root, '.tmp/2'), 'half a body')
    await symlink(join(root, 'media/a/.pentode-tmp-1'), join(root, '.tmp/1'))
    await symlink(join(root, 'media/a/whole.mp4'), join(root, '.tmp/foreign'))
    await symlink(join(root, 'media/a/.pentode-tmp-3'), join(root, '.tmp/3'))
    expect((await storage.list('media', { limit: 9 })).objects.map((o) => o.key)).toEqual(['a/whole.mp4'])
    expect(await storage.sweepTemp()).toBe(4)
    expect(await readdir(join(root, '.tmp'))).toEqual([])
    expect(await readdir(join(root, 'media/a'))).toEqual(['whole.mp4'])
    expect(await storage.sweepTemp()).toBe(0)
  })
})

/** Most Linux machines have a second file system that everyone may write to. */
const SECOND = '/dev/shm'
const deviceOf = async (path: string) => (await stat(path).catch(() => undefined))?.dev
const apart =
  (await deviceOf(SECOND)) !== undefined && (await deviceOf(SECOND)) !== (await deviceOf(tmpdir()))

describe.runIf(apart)('a bucket on another file system', () => {
  let elsewhere: string
  beforeEach(async () => {
    elsewhere = await mkdtemp(join(SECOND, 'pentode-staging-'))
    await symlink(elsewhere, join(root, 'far'))
  })
  afterEach(() => rm(elsewhere, { recursive: true, force: true }))

  it('takes whole files all the same', async () => {
    const info = await storage.write('far', 'a/b', Readable.from([Buffer.from('bytes')]))
    expect(await storage.stat('far', 'a/b')).toEqual(info)
    await writeFile(join(root, 'made'), 'made')
    const moves = [{ from: join(root, 'made'), bucket: 'far', key: 'a/c' }]
    await storage.publish(moves)
    await storage.publish(moves)
    expect(await readFile(join(elsewhere, 'a/c'), 'utf8')).toBe('made')
    expect((await readdir(elsewhere, { recursive: true })).sort()).toEqual(['a', 'a/b', 'a/c'])
    expect((await readdir(root)).sort()).toEqual(['.tmp', 'far', 'media'])
    expect(await readdir(join(root, '.tmp'))).toEqual([])
  })

  it('keeps no half copy when the place is taken', async () => {
    await mkdir(join(elsewhere, 'a/b'), { recursive: true })
    const writing = storage.write('far', 'a', Readable.from([Buffer.from('bytes')]))
    await expect(writing).rejects.toMatchObject({ problem: { code: 'invalid-object-key' } })
    expect(await readdir(elsewhere)).toEqual(['a'])
    expect(await readdir(join(root, '.tmp'))).toEqual([])
  })
})

it.each([
  ['ENOSPC', 'storage-full'],
  ['EDQUOT', 'storage-full'],
  ['EROFS', 'unavailable'],
  ['EIO', 'unavailable'],
  ['ENOTDIR', 'invalid-object-key'],
  ['ENAMETOOLONG', 'invalid-object-key'],
])('says %s as %s, with the cause kept', (code, problem) => {
  const cause = Object.assign(new Error(code), { code })
  expect(explainWrite(cause, 'media', 'a')).toMatchObject({ problem: { code: problem }, cause })
})

it("leaves errors that are not the disk's", () => {
  const error = new Error('connection lost')
  expect(explainWrite(error, 'media', 'a')).toBe(error)
})
