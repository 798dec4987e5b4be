import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Storage } from '../domain/ports.ts'

/** What every back end promises; `open` gives an empty one, disposed after each test. */
export const storageConformance = (
  name: string,
  open: () => Promise<AsyncDisposable & { readonly storage: Storage }>,
): void => {
  let opened: Awaited<ReturnType<typeof open>>
  let storage: Storage
  let local: string
  beforeEach(async () => {
    opened = await open()
    storage = opened.storage
    local = await mkdtemp(join(tmpdir(), 'pentode-storage-local-'))
    await storage.createBucket('media')
  })
  afterEach(async () => {
    await opened[Symbol.asyncDispose]()
    await rm(local, { recursive: true, force: true })
  })
  const put = (key: string, body = key) => storage.write('media', key, Readable.from([Buffer.from(body)]))
  const read = async (key: string, range?: { start: number; end: number }) =>
    text(await storage.read('media', key, range))
  const keys = async (query: { prefix?: string; after?: string; limit?: number } = {}) =>
    (await storage.list('media', { limit: 1000, ...query })).objects.map((o) => o.key)
  const code = (error: string) => ({ problem: { code: error } })
  const localFile = async (file: string, body: string) => {
    await writeFile(join(local, file), body)
    return join(local, file)
  }

  describe(`${name}: buckets`, () => {
    it('come and go', async () => {
      expect(await storage.createBucket('a.b-1')).toBe(true)
      expect(await storage.createBucket('a.b-1')).toBe(false)
      expect(await storage.listBuckets()).toEqual(['a.b-1', 'media'])
      expect(await storage.hasBucket('a.b-1')).toBe(true)
      await storage.deleteBucket('a.b-1')
      expect(await storage.hasBucket('a.b-1')).toBe(false)
      await expect(storage.deleteBucket('a.b-1')).rejects.toMatchObject(code('bucket-not-found'))
    })

    it('are not deleted with objects in them', async () => {
      await put('a/b/c')
      await expect(storage.deleteBucket('media')).rejects.toMatchObject(code('bucket-not-empty'))
      expect(await read('a/b/c')).toBe('a/b/c')
      await storage.delete('media', 'a/b/c')
      await storage.deleteBucket('media')
      expect(await storage.listBuckets()).toEqual([])
    })

    it.each(['', 'ab', 'A-b', '.tmp', '..', 'a..b', 'a/b', '-ab', 'ab-', 'a_b', 'x'.repeat(64)])(
      'are not called %j',
      async (bucket) => {
        await expect(storage.createBucket(bucket)).rejects.toMatchObject(code('invalid-parameter'))
        expect(await storage.hasBucket(bucket)).toBe(false)
      },
    )

    it('that are missing take and list nothing', async () => {
      const body = Readable.from([Buffer.from('x')])
      await expect(storage.write('missing', 'a', body)).rejects.toMatchObject(code('bucket-not-found'))
      await expect(storage.list('missing', { limit: 1 })).rejects.toMatchObject(code('bucket-not-found'))
      expect(await storage.stat('missing', 'a')).toBeUndefined()
      expect(await storage.delete('missing', 'a')).toBe(false)
      const from = await localFile('x', 'x')
      const move = storage.publish([{ from, bucket: 'missing', key: 'a' }])
      await expect(move).rejects.toMatchObject(code('bucket-not-found'))
      expect(await storage.listBuckets()).toEqual(['media'])
    })
  })

  describe(`${name}: objects`, () => {
    it('are read back as written, whole and in part', async () => {
      const info = await put('dir/räksmörgås 😀.mp4', '0123456789')
      expect(info).toMatchObject({ bucket: 'media', key: 'dir/räksmörgås 😀.mp4', size: 10 })
      expect(await storage.stat('media', 'dir/räksmörgås 😀.mp4')).toEqual(info)
      expect(await read('dir/räksmörgås 😀.mp4')).toBe('0123456789')
      expect(await read('dir/räksmörgås 😀.mp4', { start: 2, end: 4 })).toBe('234')
      expect(await read('dir/räksmörgås 😀.mp4', { start: 9, end: 9 })).toBe('9')
    })

    it('may be empty', async () => {
      expect((await storage.write('media', 'e', Readable.from([]), { size: 0 })).size).toBe(0)
      expect(await read('e')).toBe('')
    })

    it.each(['a?b#c', 'a+b', 'a%20b', '%2e%2e', ' ', 'é', 'e\u0301', '...', '-y.mp4', 'q\'"*', 'a.', '*'])(
      'take the key %j as it is',
      async (key) => {
        await put('other')
        await put(key)
        expect(await read(key)).toBe(key)
        expect((await keys()).sort()).toEqual([key, 'other'].sort())
      },
    )

    it.each([
      '',
      '/a',
      'a/',
      'a//b',
      '.',
      '..',
      'a/../b',
      'a/./b',
      'a\\b',
      'a\0b',
      'a\nb',
      '\ud800',
      'x'.repeat(1025),
    ])('refuse the key %j in every call', async (key) => {
      const refused = code('invalid-object-key')
      await expect(put(key)).rejects.toMatchObject(refused)
      await expect((async () => storage.stat('media', key))()).rejects.toMatchObject(refused)
      await expect(storage.read('media', key)).rejects.toMatchObject(refused)
      await expect((async () => storage.delete('media', key))()).rejects.toMatchObject(refused)
      await expect((async () => storage.localPath('media', key))()).rejects.toMatchObject(refused)
      const from = await localFile('x', 'x')
      await expect(storage.publish([{ from, bucket: 'media', key }])).rejects.toMatchObject(refused)
      expect(await readdir(local)).toEqual(['x'])
      expect(await keys()).toEqual([])
    })

    it('change their tag with their bytes', async () => {
      const first = await put('a', 'one')
      expect((await storage.stat('media', 'a'))?.etag).toBe(first.etag)
      const second = await put('a', 'two')
      expect(second.etag).not.toBe(first.etag)
      expect(second.etag).toMatch(/^[^"\s]+$/)
      expect(await read('a')).toBe('two')
    })

    it('that are missing say so', async () => {
      expect(await storage.stat('media', 'nope/nope')).toBeUndefined()
      expect(await storage.localPath('media', 'nope')).toBeUndefined()
      await expect(storage.read('media', 'nope')).rejects.toMatchObject(code('object-not-found'))
      expect(await storage.delete('media', 'nope')).toBe(false)
    })

    it('appear whole or not at all', async () => {
      await put('a', 'old')
      const slow = new PassThrough()
      const writing = storage.write('media', 'a', slow)
      slow.write('ne')
      expect(await read('a')).toBe('old')
      slow.end('w')
      await writing
      expect(await read('a')).toBe('new')
    })

    it('leave the old one when the body fails or has another size', async () => {
      await put('a', 'old')
      const broken = new PassThrough()
      const writing = storage.write('media', 'a', broken)
      broken.write('half')
      broken.destroy(new Error('connection lost'))
      await expect(writing).rejects.toThrow('connection lost')
      const cut = new PassThrough()
      const unfinished = storage.write('media', 'a', cut)
      cut.write('half')
      setImmediate(() => cut.destroy())
      await expect(unfinished).rejects.toThrow()
      for (const size of [3, 5]) {
        const body = Readable.from([Buffer.from('four')])
        await expect(storage.write('media', 'a', body, { size })).rejects.toMatchObject(
          code('malformed-request'),
        )
        const fresh = Readable.from([Buffer.from('four')])
        await expect(storage.write('media', 'b/c', fresh, { size })).rejects.toMatchObject(
          code('malformed-request'),
        )
      }
      expect(await read('a')).toBe('old')
      expect(await keys()).toEqual(['a'])
    })

    it('end as one of the bodies of writers that race', async () => {
      const bodies = Array.from({ length: 20 }, (_, n) => String(n).repeat(n + 1))
      const infos = await Promise.all(bodies.map((body) => put('deep/er/a', body)))
      expect(infos.map((info) => info.size)).toEqual(bodies.map((body) => body.length))
      expect(bodies).toContain(await read('deep/er/a'))
      expect(await keys()).toEqual(['deep/er/a'])
    })

    it('do not replace one another when only new ones are wanted', async () => {
      const writing = (body: string) =>
        storage.write('media', 'a/b', Readable.from([Buffer.from(body)]), { onlyNew: true })
      const ends = await Promise.allSettled(['1', '2', '3', '4'].map(writing))
      const won = ends.flatMap((end, i) => (end.status === 'fulfilled' ? [String(i + 1)] : []))
      expect(won).toHaveLength(1)
      expect(await read('a/b')).toBe(won[0])
      await expect(writing('5')).rejects.toMatchObject(code('duplicate-request'))
      await expect(storage.write('media', 'a', Readable.from([]), { onlyNew: true })).rejects.toMatchObject(
        code('invalid-object-key'),
      )
      expect(await keys()).toEqual(['a/b'])
    })

    it('survive deletes of their neighbours', async () => {
      await Promise.all(
        Array.from({ length: 30 }, async (_, n) => {
          await put(`same/folder/${n}`)
          if (n % 2) await storage.delete('media', `same/folder/${n}`)
        }),
      )
      expect(await keys()).toHaveLength(15)
    })

    it('are deleted', async () => {
      await put('a/b/c')
      await put('a/d')
      expect(await storage.delete('media', 'a/b/c')).toBe(true)
      expect(await storage.delete('media', 'a/b/c')).toBe(false)
      expect(await keys()).toEqual(['a/d'])
      await put('a/b')
      expect(await read('a/b')).toBe('a/b')
    })
  })

  describe(`${name}: lists`, () => {
    const ORDER = ['a', 'b-', 'b/a', 'b/a-', 'b/b/c', 'b0', 'z', '\u{e000}', '\u{ff5e}', '\u{1f600}']
    beforeEach(async () => {
      for (const key of [...ORDER].reverse()) await put(key)
    })

    it('are in the byte order of the keys', async () => {
      expect(await keys()).toEqual(ORDER)
    })

    it('are cut by prefix', async () => {
      expect(await keys({ prefix: 'b' })).toEqual(['b-', 'b/a', 'b/a-', 'b/b/c', 'b0'])
      expect(await keys({ prefix: 'b/' })).toEqual(['b/a', 'b/a-', 'b/b/c'])
      expect(await keys({ prefix: 'b/b/c' })).toEqual(['b/b/c'])
      for (const prefix of ['b/b/c/', 'nope/x', '../', '/', 'a/'])
        expect(await keys({ prefix }), prefix).toEqual([])
    })

    it('go on after any key, there or not', async () => {
      for (const [at, key] of ORDER.entries()) expect(await keys({ after: key })).toEqual(ORDER.slice(at + 1))
      expect(await keys({ after: 'b/' })).toEqual(ORDER.slice(2))
      expect(await keys({ after: 'b/a/zzz' })).toEqual(ORDER.slice(4))
      expect(await keys({ after: 'b/b', prefix: 'b/' })).toEqual(['b/b/c'])
    })

    it('come in pages that end with no next', async () => {
      const pages: string[][] = []
      for (let after: string | undefined; ; ) {
        const page = await storage.list('media', { limit: 4, ...(after !== undefined && { after }) })
        pages.push(page.objects.map((o) => o.key))
        after = page.next
        if (after === undefined) break
      }
      expect(pages).toEqual([ORDER.slice(0, 4), ORDER.slice(4, 8), ORDER.slice(8)])
      expect((await storage.list('media', { limit: ORDER.length })).next).toBeUndefined()
    })

    it('give the same facts as stat', async () => {
      for (const info of (await storage.list('media', { limit: 99 })).objects)
        expect(await storage.stat('media', info.key)).toEqual(info)
    })
  })

  describe(`${name}: publish`, () => {
    it('moves finished files in', async () => {
      await put('out/1.ts', 'old')
      const moves = [
        { from: await localFile('1', 'one'), bucket: 'media', key: 'out/1.ts' },
        { from: await localFile('m', 'list'), bucket: 'media', key: 'out/deep/index.m3u8' },
      ]
      await storage.publish(moves)
      expect([await read('out/1.ts'), await read('out/deep/index.m3u8')]).toEqual(['one', 'list'])
      expect(await readdir(local)).toEqual([])
    })

    it('can be repeated from any point', async () => {
      const moves = [
        { from: await localFile('1', 'one'), bucket: 'media', key: 'o/1' },
        { from: await localFile('2', 'two'), bucket: 'media', key: 'o/2' },
      ]
      await storage.publish(moves.slice(0, 1))
      await storage.publish(moves)
      await storage.publish(moves)
      expect([await read('o/1'), await read('o/2')]).toEqual(['one', 'two'])
    })

    it('fails when neither the file nor its target is there', async () => {
      const move = { from: join(local, 'gone'), bucket: 'media', key: 'o/1' }
      await expect(storage.publish([move])).rejects.toMatchObject(code('internal'))
      expect(await keys()).toEqual([])
    })

    it('checks every key before the first move', async () => {
      const from = await localFile('1', 'one')
      const moves = [
        { from, bucket: 'media', key: 'good' },
        { from, bucket: 'media', key: '../bad' },
      ]
      await expect(storage.publish(moves)).rejects.toMatchObject(code('invalid-object-key'))
      expect(await keys()).toEqual([])
    })
  })
}
