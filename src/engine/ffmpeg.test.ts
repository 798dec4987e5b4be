import { chmod, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/clips.ts'
import { locateFfmpeg, readCapabilities } from './ffmpeg.ts'
import { describeFfmpeg, isOldVersion, namesOf, versionOf } from './ffmpeg-lists.ts'
import { detectSandbox } from './sandbox.ts'

const fakeProgram = async (path: string, output: string): Promise<string> => {
  await writeFile(path, `#!/bin/sh\ncat <<'END'\n${output}\nEND\n`)
  await chmod(path, 0o755)
  return path
}

test('the FFmpeg of this machine is found, and says what it can', async () => {
  const tools = await locateFfmpeg()
  expect(tools.ffmpeg).toMatch(/^\/.*ffmpeg$/)
  expect(tools.ffprobe).toMatch(/^\/.*ffprobe$/)
  const capabilities = await readCapabilities(tools, await detectSandbox('auto'))
  expect(capabilities.version).toMatch(/^[N\d]/)
  expect(capabilities.encoders.has('libx264')).toBe(true)
  expect(capabilities.filters.has('scale')).toBe(true)
  expect(capabilities.muxers.has('mp4')).toBe(true)
  expect(capabilities.encoders.has('=')).toBe(false)
  expect(describeFfmpeg({ ...capabilities, encoders: new Set(['aac']) }).encoders).toMatchObject({
    present: ['aac'],
    missing: expect.arrayContaining([{ name: 'libsvtav1', costs: 'AV1' }]),
    absent: [{ name: 'libfdk_aac', costs: 'HE-AAC' }],
  })
})

test('ffprobe is taken from beside the given ffmpeg, or its link, before the PATH', async () => {
  await using folder = await temporaryFolder()
  const ffmpeg = await fakeProgram(join(folder.path, 'ffmpeg'), '')
  const ffprobe = await fakeProgram(join(folder.path, 'ffprobe'), '')
  expect(await locateFfmpeg({ ffmpeg })).toEqual({ ffmpeg, ffprobe })
  await using bin = await temporaryFolder()
  await symlink(ffmpeg, join(bin.path, 'ff'))
  expect((await locateFfmpeg({ ffmpeg: join(bin.path, 'ff') })).ffprobe).toBe(ffprobe)
})

test('without FFmpeg the way to get it is said', async () => {
  await using folder = await temporaryFolder()
  await expect(locateFfmpeg({ path: folder.path })).rejects.toMatchObject({
    problem: { code: 'ffmpeg-missing', message: expect.stringContaining('apt-get install ffmpeg') },
  })
  await expect(locateFfmpeg({ ffmpeg: '/no/such/ffmpeg' })).rejects.toThrow('No FFmpeg at "/no/such/ffmpeg"')
  const ffmpeg = await fakeProgram(join(folder.path, 'ffmpeg'), '')
  await expect(locateFfmpeg({ ffmpeg, path: folder.path })).rejects.toThrow('ffprobe')
})

test('an old FFmpeg is refused by name', async () => {
  await using folder = await temporaryFolder()
  const ffmpeg = await fakeProgram(
    join(folder.path, 'ffmpeg'),
    'ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright\nlibavutil      56. 70.100 / 56. 70.100',
  )
  const sandbox = await detectSandbox('off')
  await expect(readCapabilities({ ffmpeg, ffprobe: ffmpeg }, sandbox)).rejects.toMatchObject({
    problem: {
      code: 'ffmpeg-missing',
      message: expect.stringContaining('5.1 or newer is needed, and this is 4.4.2'),
    },
  })
})

test('builds without a number are told by their library', () => {
  const git = versionOf(
    'ffmpeg version N-121000-g1234567 Copyright\nlibavutil      60. 13.100 / 60. 13.100\n',
  )!
  expect(git).toEqual({ text: 'N-121000-g1234567', avutil: [60, 13] })
  expect(isOldVersion(git)).toBe(false)
  expect(isOldVersion({ text: '5.0', avutil: [57, 17] })).toBe(true)
  expect(isOldVersion({ text: '5.1', avutil: [57, 28] })).toBe(false)
  expect(versionOf('something else')).toBeUndefined()
})

test('lists are read by their columns, legends are not', () => {
  const encoders =
    'Encoders:\n V..... = Video\n ------\n V....D libx264              H.264\n A....D aac                  AAC\n'
  expect([...namesOf(encoders)]).toEqual(['libx264', 'aac'])
  expect([
    ...namesOf(' ... split             V->N       Pass on\n TS. overlay           VV->V      x\n'),
  ]).toEqual(['split', 'overlay'])
  expect([...namesOf('  E mov,mp4         QuickTime\n DE matroska        Matroska\n')]).toEqual([
    'mov',
    'mp4',
    'matroska',
  ])
})
