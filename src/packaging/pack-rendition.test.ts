import { createDecipheriv } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WholeEncryption } from '../domain/stream-spec.ts'
import { packRendition } from './pack-rendition.ts'
import { protectWhole } from './protect-whole.ts'
import { keysFor } from './segment-keys.ts'

let dir: string
const CLEAR = ['zero', 'one one', 'two two two'].map((text) => Buffer.from(text))
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'pentode-pack-'))
  await writeFile(join(dir, 'init'), 'INIT')
  for (const [i, data] of CLEAR.entries()) await writeFile(join(dir, `s${i}`), data)
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const segments = CLEAR.map((data, i) => ({ path: `s${i}`, size: data.length, duration: 1 }))
const init = { path: 'init', size: 4 }
const spec: WholeEncryption = { method: 'aes-128', keys: { from: 'generated' }, rotateEvery: 2 }
const counting = () => {
  let n = 0
  return (size: number) => Buffer.alloc(size, ++n)
}
/** Decrypts as a player does: the segment's number is the vector. */
const decrypted = (data: Buffer, key: number, segment: number) => {
  const iv = Buffer.alloc(16)
  iv[15] = segment
  const decipher = createDecipheriv('aes-128-cbc', Buffer.alloc(16, key), iv)
  return Buffer.concat([decipher.update(data), decipher.final()]).toString()
}

test('with nothing asked for, files stay as they are', async () => {
  const packed = await packRendition({ dir, init, segments })
  expect(packed.files.map(({ path, role }) => [path, role])).toEqual([
    ['init', 'init'],
    ...segments.map(({ path }) => [path, 'segment']),
  ])
})

test('joined, every piece lies where its range says, and the parts are gone', async () => {
  const packed = await packRendition({
    ...{ dir, init, joined: 'all' },
    segments: segments.map((s) => ({ ...s, keyFrame: { offset: 1, length: 2 } })),
  })
  const all = await readFile(join(dir, 'all'))
  const at = (range?: { offset: number; length: number }) =>
    range && all.subarray(range.offset, range.offset + range.length).toString()
  expect(at(packed.init?.range)).toBe('INIT')
  expect(packed.segments.map(({ range }) => at(range))).toEqual(CLEAR.map(String))
  expect(packed.segments.map(({ keyFrame }) => at(keyFrame))).toEqual(['er', 'ne', 'wo'])
  expect(packed.files).toEqual([{ path: 'all', size: all.length, role: 'segment' }])
  expect((await readdir(dir)).sort()).toEqual(['all', 'init'])
})

test('joined, an index between the beginning and the segments says where each is and how long it lasts', async () => {
  const spans = [0, 90, 190].map((start, i) => ({ start: 21 + start, duration: [90, 100, 7][i]! }))
  const packed = await packRendition({
    ...{ dir, init, joined: 'all', lead: { id: 3, timescale: 90 } },
    segments: segments.map((s, i) => ({ ...s, span: spans[i]! })),
  })
  const all = await readFile(join(dir, 'all'))
  const { offset, length } = packed.index?.range ?? { offset: 0, length: 0 }
  expect([offset, offset + length]).toEqual([4, packed.segments[0]?.range?.offset])
  const box = all.subarray(offset, offset + length)
  expect([box.readUInt32BE(0), box.toString('latin1', 4, 8), box[8]]).toEqual([length, 'sidx', 1])
  expect([box.readUInt32BE(12), box.readUInt32BE(16), box.readBigUInt64BE(20)]).toEqual([3, 90, 21n])
  // The first segment follows at once.
  expect([box.readBigUInt64BE(28), box.readUInt16BE(38)]).toEqual([0n, 3])
  const references = [0, 1, 2].map((i) => [box.readUInt32BE(40 + 12 * i), box.readUInt32BE(44 + 12 * i)])
  expect(references).toEqual(CLEAR.map((data, i) => [data.length, spans[i]?.duration]))
})

test('encrypted, each segment has the key of its turn, and no clear one is left', async () => {
  const keys = keysFor(spec, 3, counting())
  const packed = await packRendition({ dir, init, segments, protection: protectWhole(spec, keys) })
  expect(packed.segments.map(({ key }) => key)).toEqual([0, 0, 1])
  const data = await Promise.all(packed.segments.map(({ path }) => readFile(join(dir, path))))
  expect([decrypted(data[0]!, 1, 0), decrypted(data[1]!, 1, 1), decrypted(data[2]!, 2, 2)]).toEqual(
    CLEAR.map(String),
  )
  expect(packed.segments.map(({ size }) => size)).toEqual(data.map((d) => d.length))
  expect((await readdir(dir)).sort()).toEqual(['init', 's0.enc', 's1.enc', 's2.enc'])
})

test('given keys are used in turn, and start over', () => {
  const given = ['00', '11'].map((pair) => ({ key: pair.repeat(16), uri: `k${pair}` }))
  const keys = keysFor({ ...spec, keys: { from: 'given', given }, rotateEvery: 1 }, 5)
  expect(keys.map(({ uri, generated }) => [uri, generated])).toEqual([
    ['k00', false],
    ['k11', false],
  ])
})

test('generated keys are as many as are needed, under numbered names', () => {
  const keys = keysFor({ ...spec, keys: { from: 'generated', uri: 'https://k/{number}' } }, 5)
  expect(keys.map(({ uri }) => uri)).toEqual(['https://k/0', 'https://k/1', 'https://k/2'])
  expect(new Set(keys.map(({ key }) => key.toString('hex'))).size).toBe(3)
})
