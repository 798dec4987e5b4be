import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectId } from '../domain/ids.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import {
  assetIdOf,
  at,
  idOf,
  newAsset,
  type OpenedStore,
  PROJECT,
  temporaryStore,
} from '../testing/store-kit.ts'

const OTHER = projectId('p2')
let opened: OpenedStore
beforeEach(async () => {
  opened = await temporaryStore()
})
afterEach(() => opened[Symbol.asyncDispose]())

const FULL = newAsset(1, {
  description: 'A clip.',
  tags: ['one', 'two'],
  category: '17',
  params: { CoverURL: 'x', deep: [1] },
  importTask: idOf(4),
  measured: { etag: 'e', media: { container: 'mov' } as MediaInfo, md5: 'ab' },
})

describe('insert', () => {
  it('gives back what went in, by id and by serial, with every field', async () => {
    const { assets } = opened.store
    const expected = { ...FULL, serial: 1 }
    expect(await assets.insert(FULL)).toEqual({ inserted: expected })
    expect(await assets.get(PROJECT, FULL.id)).toEqual(expected)
    expect(await assets.getBySerial(PROJECT, 1)).toEqual(expected)
    const bare = newAsset(2)
    await assets.insert(bare)
    expect(await assets.get(PROJECT, bare.id)).toEqual({ ...bare, serial: 2 })
  })

  it('answers another project like a missing asset', async () => {
    const { assets } = opened.store
    await assets.insert(FULL)
    expect(await assets.get(OTHER, FULL.id)).toBeUndefined()
    expect(await assets.getBySerial(OTHER, 1)).toBeUndefined()
    expect(await assets.update({ ...FULL, serial: 1, project: OTHER, title: 'mine' })).toBe(false)
    expect(await assets.delete(OTHER, FULL.id)).toBe(false)
    expect((await assets.get(PROJECT, FULL.id))?.title).toBe(FULL.title)
  })

  it('makes one asset of an object in each project, also when many ask at once', async () => {
    const { assets } = opened.store
    const { source } = newAsset(1)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => assets.insert(newAsset(n, { source }))),
    )
    const won = answers.flatMap((a) => ('inserted' in a ? a.inserted.id : []))
    expect(won).toHaveLength(1)
    for (const answer of answers) if ('existing' in answer) expect(answer.existing.id).toBe(won[0])
    expect(await assets.insert(newAsset(30, { source, project: OTHER }))).toHaveProperty('inserted')
  })

  it('never gives a serial twice, also after the newest asset was deleted', async () => {
    const { assets } = opened.store
    await assets.insert(newAsset(1))
    await assets.delete(PROJECT, assetIdOf(1))
    expect(await assets.insert(newAsset(2))).toMatchObject({ inserted: { serial: 2 } })
  })
})

describe('update', () => {
  it('writes what people say and leaves place and measurements alone', async () => {
    const { assets } = opened.store
    await assets.insert(FULL)
    const media = { container: 'matroska' } as MediaInfo
    await assets.setMeasured(PROJECT, FULL.id, { etag: 'new', media })
    const { description: _, category: __, params: ___, ...rest } = FULL
    const changed = { ...rest, serial: 1, title: 'New', tags: ['x'], updatedAt: at(9) }
    const moved = { ...changed, source: { bucket: 'b', key: 'k' }, importTask: idOf(8) }
    expect(await assets.update(moved)).toBe(true)
    expect(await assets.get(PROJECT, FULL.id)).toEqual({ ...changed, measured: { etag: 'new', media } })
  })
})

describe('list', () => {
  it('goes newest first in pages, in one project, and in one category', async () => {
    const { assets } = opened.store
    for (let n = 1; n <= 6; n++) await assets.insert(newAsset(n, n % 2 ? { category: 'odd' } : {}))
    await assets.insert(newAsset(7, { project: OTHER, category: 'odd' }))
    const serials = async (query: object) =>
      (await assets.list({ project: PROJECT, limit: 100, ...query })).map((a) => a.serial)
    expect(await serials({})).toEqual([6, 5, 4, 3, 2, 1])
    expect(await serials({ limit: 2, after: 5 })).toEqual([4, 3])
    expect(await serials({ category: 'odd', after: 5 })).toEqual([3, 1])
    expect(await serials({ category: 'none' })).toEqual([])
    await assets.delete(PROJECT, assetIdOf(3))
    expect(await serials({ category: 'odd' })).toEqual([5, 1])
  })
})
