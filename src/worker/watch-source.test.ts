import { mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { watchSource } from './watch-source.ts'

let dir: string
let source: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'watch-'))
  source = join(dir, 'film')
  await writeFile(source, 'film')
})
afterEach(() => rm(dir, { recursive: true }))

test('a source that stays as it is spoils nothing, under whichever name', async () => {
  await symlink(source, join(dir, 'link'))
  const watch = await watchSource(join(dir, 'link'))
  expect([await watch.fault(true), await watch.fault(false)]).toEqual([undefined, undefined])
})

test.each([
  ['grows', () => writeFile(source, ' goes on', { flag: 'a' })],
  ['is written over', async () => writeFile(source, 'FILM').then(() => utimes(source, 1, 1))],
  [
    'is replaced',
    async () => {
      await writeFile(join(dir, 'other'), 'film')
      await rename(join(dir, 'other'), source)
    },
  ],
])('one that %s while it is read spoils what was made of it', async (_how, change) => {
  const watch = await watchSource(source)
  await change()
  for (const read of [true, false])
    expect(await watch.fault(read)).toMatchObject({
      code: 'source-unreadable',
      message: expect.stringContaining('changed while'),
    })
})

test('one that is deleted spoils only what was not read to its end', async () => {
  const watch = await watchSource(source)
  await rm(source)
  expect(await watch.fault(true)).toBeUndefined()
  expect(await watch.fault(false)).toMatchObject({ code: 'source-not-found' })
})
