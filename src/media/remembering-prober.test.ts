import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MediaInfo } from '../domain/media-info.ts'
import { fail } from '../domain/problem.ts'
import type { ProbeRequest, Prober } from './probe.ts'
import { rememberingProber } from './remembering-prober.ts'

let folder: string
let asked: string[]
let during: () => Promise<void>
const prober: Prober = {
  ahead: () => {
    throw new Error('of sources that are there')
  },
  probeImage: async () => ({ format: 'png', width: 1, height: 1 }) as never,
  probe: async (path: string, request?: ProbeRequest) => {
    asked.push(`${path.slice(folder.length + 1)} ${JSON.stringify(request ?? {})}`)
    await during()
    if (path.endsWith('bad')) throw fail('source-unreadable', 'bad')
    return { container: `look ${asked.length}` } as MediaInfo
  },
}
const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pentode-remember-'))
  asked = []
  during = async () => {}
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('asks about a file once for each question', async () => {
  const { probe } = rememberingProber(prober)
  const a = await file('a', 'x')
  const first = await probe(a)
  expect(await probe(a, {})).toBe(first)
  expect(await probe(a, { keyframes: true })).not.toBe(first)
  expect(asked).toEqual(['a {}', 'a {"keyframes":true}'])
})

it('looks anew at a file that has changed, or is another one', async () => {
  const { probe } = rememberingProber(prober)
  const a = await file('a', 'x')
  await probe(a)
  await utimes(a, 1, 1)
  await probe(a)
  await rm(a)
  await file('b', 'other')
  await file('a', 'x')
  await utimes(a, 1, 1)
  await probe(a)
  expect(asked).toHaveLength(3)
})

it('keeps nothing of a file that is written to meanwhile, and no failure', async () => {
  const { probe } = rememberingProber(prober)
  const a = await file('a', 'x')
  during = async () => void (await file('a', 'longer'))
  await probe(a)
  during = async () => {}
  await probe(a)
  const bad = await file('bad', 'x')
  await expect(probe(bad)).rejects.toThrow('bad')
  await expect(probe(bad)).rejects.toThrow('bad')
  await expect(probe(join(folder, 'absent'))).resolves.toBeDefined()
  expect(asked).toHaveLength(5)
})

it('forgets what was not asked for longest', async () => {
  const { probe } = rememberingProber(prober, 2)
  const [a, b, c] = [await file('a', 'x'), await file('b', 'x'), await file('c', 'x')]
  for (const path of [a, b, a, c, a, b]) await probe(path)
  expect(asked.map((line) => line[0])).toEqual(['a', 'b', 'c', 'b'])
})
