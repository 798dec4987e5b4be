import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { checkRooms } from './check-rooms.mjs'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

const faultsOf = (files: Record<string, string>): string[] => {
  const root = mkdtempSync(join(tmpdir(), 'rooms-'))
  roots.push(root)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return checkRooms(root).faults
}

it.each([
  ['a room that is not listed', { 'attic/a.ts': '' }, /no such room/],
  [
    'an arrow that is not there',
    { 'planner/a.ts': "import { b } from '../engine/b.ts'" },
    /planner may import only/,
  ],
  ['dialects that know each other', { 'dialects/a/x.ts': "import { y } from '../b/y.ts'" }, /strangers/],
  ['I/O in a pure room', { 'planner/a.ts': "import fs from 'node:fs'" }, /no such I\/O/],
  ['a clock in a pure room', { 'domain/a.ts': 'export const now = Date.now()' }, /pure/],
  ['a package of another room', { 'wire/a.ts': "import { execa } from 'execa'" }, /may not use this package/],
  [
    'a second spawn site',
    { 'worker/a.ts': "import { spawn } from 'node:child_process'\nspawn('x')" },
    /only engine|no such I\/O/,
  ],
  ['test helpers in the product', { 'worker/a.ts': "import { x } from '../testing/x.ts'" }, /only tests/],
  ['a dynamic import', { 'planner/a.ts': "await import('../engine/b.ts')" }, /planner may import only/],
  ['a re-export', { 'planner/a.ts': "export { b } from '../engine/b.ts'" }, /planner may import only/],
])('finds %s', (_name, files, fault) => {
  expect(faultsOf(files)).toEqual(
    [expect.stringMatching(fault)].concat(Array(faultsOf(files).length - 1).fill(expect.any(String))),
  )
})

it('finds nothing in imports that go downhill', () => {
  expect(
    faultsOf({
      'worker/a.ts': "import { b } from '../engine/b.ts'\nimport type { T } from '../domain/t.ts'",
      'dialects/index.ts': "import { y } from './b/y.ts'",
      'domain/ports.ts': "import type { Readable } from 'node:stream'",
    }),
  ).toEqual([])
})
