import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/clips.ts'
import { pidsWith, until } from '../testing/processes.ts'
import { locateFfmpeg } from './ffmpeg.ts'

const SCRIPT = (mode: string, ffmpeg: string, word: string) => `
import { runProcess } from ${JSON.stringify(join(import.meta.dirname, 'run.ts'))}
import { detectSandbox } from ${JSON.stringify(join(import.meta.dirname, 'sandbox.ts'))}
const sandbox = await detectSandbox(${JSON.stringify(mode)})
await runProcess({
  program: ${JSON.stringify(ffmpeg)},
  args: '-v error -nostdin -re -f lavfi -i testsrc=s=64x64:r=10 -metadata comment=${word} -f null -'.split(' '),
  cwd: import.meta.dirname,
  sandbox,
  onProgress: () => process.stdout.write('works\\n'),
})
`

test.each(['auto', 'off'])('no FFmpeg outlives a server that was killed -9 (sandbox "%s")', async (mode) => {
  await using folder = await temporaryFolder()
  const word = randomUUID()
  const script = join(folder.path, 'server.ts')
  await writeFile(script, SCRIPT(mode, (await locateFfmpeg()).ffmpeg, word))
  const server = spawn(process.execPath, ['--no-warnings', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await once(server.stdout, 'data')
    expect(await pidsWith(word, 'ffmpeg')).toHaveLength(1)
  } finally {
    server.kill('SIGKILL')
  }
  try {
    await until('FFmpeg is gone', async () => (await pidsWith(word)).length === 0, 5000)
  } finally {
    for (const pid of await pidsWith(word)) process.kill(pid, 'SIGKILL')
  }
})

const EARLY = (mode: string, ffmpeg: string, word: string) =>
  SCRIPT(mode, ffmpeg, word)
    .replace('await runProcess({', 'const run = runProcess({')
    .concat("\nsetImmediate(() => process.stdout.write('starting\\n'))\nawait run\n")

test.each(['auto', 'off'])(
  'nor does one that was just starting: killed at any moment of it (sandbox "%s")',
  async (mode) => {
    await using folder = await temporaryFolder()
    const word = randomUUID()
    const script = join(folder.path, 'server.ts')
    await writeFile(script, EARLY(mode, (await locateFfmpeg()).ffmpeg, word))
    for (let delay = 0; delay < 60; delay += 4) {
      const server = spawn(process.execPath, ['--no-warnings', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(server.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, delay))
      server.kill('SIGKILL')
    }
    try {
      await until('everything is gone', async () => (await pidsWith(word)).length === 0, 5000)
    } finally {
      for (const pid of await pidsWith(word)) process.kill(pid, 'SIGKILL')
    }
  },
)
