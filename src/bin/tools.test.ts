import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DEFAULT_INPUT_POLICY } from '../domain/input-policy.ts'
import { findTools } from './tools.ts'

test('a program that went away is looked for again: ffprobe as well as ffmpeg', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tools-'))
  const ffmpeg = join(folder, 'ffmpeg')
  const ffprobe = join(folder, 'ffprobe')
  try {
    for (const path of [ffmpeg, ffprobe]) {
      await writeFile(path, `#!/bin/sh\nexec /usr/bin/${path === ffmpeg ? 'ffmpeg' : 'ffprobe'} "$@"\n`)
      await chmod(path, 0o755)
    }
    const tools = await findTools({ ffmpeg, sandbox: 'off', policy: DEFAULT_INPUT_POLICY, workers: 1 })
    expect(await tools.ffmpeg()).toMatchObject({ path: ffmpeg, ffprobe })
    await rm(ffprobe)
    expect((await tools.ffmpeg()).ffprobe).not.toBe(ffprobe)
    await rm(ffmpeg)
    await expect(tools.ffmpeg()).rejects.toMatchObject({ problem: { code: 'ffmpeg-missing' } })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
