import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutputSpec } from '../../domain/output-spec.ts'
import { readInput, safeName } from './read-input.ts'
import { refuseOverwrite } from './refuse-overwrite.ts'
import { chooseTargets } from './targets.ts'

const spec = (more: object) => more as OutputSpec
const known = [
  { name: 'mp4', spec: spec({ kind: 'file', container: 'mp4' }) },
  { name: 'hls', spec: spec({ kind: 'stream', master: true }) },
  { name: 'one', spec: spec({ kind: 'stream', master: false }) },
  { name: 'sprite', spec: spec({ kind: 'sprite' }) },
]
const targets = (...names: string[]) => chooseTargets('clip', names, known)

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-'))
})
afterEach(() => rm(dir, { recursive: true }))

describe('chooseTargets', () => {
  it('names files, stream folders and sprites', () => {
    expect(targets('mp4', 'hls', 'one', 'sprite', 'mp4').map(({ key }) => key)).toEqual([
      'clip-mp4.mp4',
      'clip-hls/master.m3u8',
      'clip-one/index.m3u8',
      'clip-sprite.vtt',
    ])
  })
  it('says what there is', () => {
    expect(() => targets('nope')).toThrow('There is no template "nope". Known are: mp4, hls, one, sprite.')
  })
})

describe('readInput', () => {
  it('reads a file', async () => {
    await writeFile(join(dir, 'my.clip.mp4'), '')
    expect(await readInput(join(dir, 'my.clip.mp4'))).toEqual({
      source: { from: 'file', path: join(dir, 'my.clip.mp4') },
      name: 'my.clip.mp4',
      base: 'my.clip',
    })
  })
  it('reads a URL', async () => {
    expect(await readInput('HTTPS://a.test/b/c%20d.mov?x=1')).toMatchObject({
      source: { from: 'url' },
      base: 'c d',
    })
    expect(await readInput('http://a.test/')).toMatchObject({ base: 'output' })
  })
  it.each(['ftp://a.test/x', 'file:///etc/passwd', 'http://'])('refuses %s', async (url) =>
    expect(readInput(url)).rejects.toMatchObject({ exitCode: 2 }),
  )
  it('refuses folders and what is not there', async () => {
    await expect(readInput(dir)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('folder'),
    })
    await expect(readInput(join(dir, 'x'))).rejects.toMatchObject({ exitCode: 2 })
  })
  it('makes names safe', () => {
    expect(safeName('a\\b\nc')).toBe('a_b_c')
    expect(new TextEncoder().encode(safeName('ü'.repeat(300))).length).toBe(150)
  })
})

describe('refuseOverwrite', () => {
  const refused = (path: string, force = false, input?: string) =>
    refuseOverwrite(dir, targets('mp4', 'hls', 'sprite'), input, force).then(
      () => false,
      (error: Error) => error.message.includes(join(dir, path)),
    )

  it('takes an empty folder, one that is not there, and neighbours', async () => {
    await writeFile(join(dir, 'clip-mp4.mp4.bak'), '')
    await writeFile(join(dir, 'clip-sprite_old.jpg'), '')
    expect(await refused('')).toBe(false)
    await expect(
      refuseOverwrite(join(dir, 'none'), targets('mp4'), undefined, false),
    ).resolves.toBeUndefined()
  })

  it.each(['clip-mp4.mp4', 'clip-sprite.vtt', 'clip-sprite_001.jpg'])('refuses %s', async (name) => {
    await writeFile(join(dir, name), '')
    expect(await refused(name)).toBe(true)
    expect(await refused(name, true)).toBe(false)
  })

  it('refuses a stream folder', async () => {
    await mkdir(join(dir, 'clip-hls'))
    expect(await refused('clip-hls')).toBe(true)
    expect(await refused('clip-hls', true)).toBe(false)
  })

  it('never replaces the input, whatever it is called', async () => {
    const input = join(dir, 'clip-mp4.mp4')
    await writeFile(input, '')
    await symlink(input, join(dir, 'link.mp4'))
    expect(await refused('clip-mp4.mp4', true, input)).toBe(true)
    expect(await refused('clip-mp4.mp4', true, join(dir, 'link.mp4'))).toBe(true)
  })

  it('never replaces the input inside a stream folder', async () => {
    await mkdir(join(dir, 'clip-hls'))
    const input = join(dir, 'clip-hls', '0.ts')
    await writeFile(input, '')
    expect(await refused('clip-hls', true, input)).toBe(true)
  })
})
