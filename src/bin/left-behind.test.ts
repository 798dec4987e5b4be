import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../store/open-store.ts'
import { removeLeftBehind } from './left-behind.ts'

test('folders of killed jobs go; those of running ones, and what is no such folder, stay', async () => {
  const out = await mkdtemp(join(tmpdir(), 'left-'))
  const job = async (name: string) => openStore({ directory: join(out, name) })
  try {
    for (const dead of ['.pentode-dead', '.pentode-young']) await (await job(dead))[Symbol.asyncDispose]()
    await using _alive = await job('.pentode-alive')
    await mkdir(join(out, '.pentode-other'))
    await writeFile(join(out, '.pentode-file'), '')
    const old = new Date(Date.now() - 3_600_000)
    for (const name of ['dead', 'alive', 'other', 'file'])
      await utimes(join(out, `.pentode-${name}`), old, old)
    await removeLeftBehind(out)
    expect((await readdir(out)).sort()).toEqual([
      ...['.pentode-alive', '.pentode-file', '.pentode-other', '.pentode-young'],
    ])
    await removeLeftBehind(join(out, 'nowhere'))
  } finally {
    await rm(out, { recursive: true })
  }
})
