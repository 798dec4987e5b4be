import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/clips.ts'
import { runProcess } from './run.ts'
import { detectSandbox } from './sandbox.ts'

const sandbox = await detectSandbox('auto')
const hasBubblewrap = sandbox.kind === 'bwrap'

test.runIf(hasBubblewrap)('inside, only the own folder and the named files are there', async () => {
  await using folder = await temporaryFolder()
  const mine = join(folder.path, 'attempt')
  const given = join(folder.path, 'source.ts')
  const foreign = join(folder.path, 'other tenant.ts')
  await mkdir(mine)
  await writeFile(given, 'given')
  await writeFile(foreign, 'marker')
  const outcome = await runProcess({
    program: '/bin/sh',
    args: [
      '-c',
      `cat "${given}"; echo made > made; cat "${foreign}"; echo bad > "${given}"; cat /etc/passwd; pwd`,
    ],
    cwd: mine,
    readablePaths: [given],
    sandbox,
    maxStdoutBytes: 10_000,
  })
  expect(outcome.stdout).toBe(`given${mine}\n`)
  expect(outcome.stderr).toMatch(/Read-only file system/)
  expect(await readFile(join(mine, 'made'), 'utf8')).toBe('made\n')
  expect(await readFile(given, 'utf8')).toBe('given')
})

test.runIf(hasBubblewrap)('inside, there is no network and no other process', async () => {
  let hits = 0
  const server = createServer((_, response) => {
    hits++
    response.end('hello')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  try {
    const url = `http://127.0.0.1:${port}/x.ts`
    const outcome = await runProcess({
      program: '/usr/bin/ffprobe',
      args: ['-v', 'error', url],
      sandbox,
      timeoutMs: 10_000,
    })
    expect(outcome).toMatchObject({ ended: 'exit', exitCode: 1 })
    expect(hits).toBe(0)
  } finally {
    server.close()
  }
  const processes = await runProcess({
    program: '/bin/sh',
    args: ['-c', 'echo /proc/[0-9]*'],
    sandbox,
    maxStdoutBytes: 1000,
  })
  // bwrap's own first process, the watcher of the lifeline, and the shell itself.
  expect(processes.stdout.trim().split(' ')).toHaveLength(3)
})

test.runIf(hasBubblewrap)('a program from a folder outside the system runs too', async () => {
  await using folder = await temporaryFolder()
  const program = join(folder.path, 'mytrue')
  await copyFile('/usr/bin/true', program)
  expect(await runProcess({ program, args: [], sandbox })).toMatchObject({ ended: 'exit', exitCode: 0 })
})

test('SVT-AV1 leaves nothing in the log of an encode that goes well', async () => {
  const outcome = await runProcess({
    program: '/usr/bin/ffmpeg',
    args: [
      ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=s=64x64:d=0.1', '-pix_fmt', 'yuv420p'],
      ...['-c:v', 'libsvtav1', '-preset', '12', '-f', 'null', '-'],
    ],
    sandbox,
  })
  expect(outcome).toMatchObject({ ended: 'exit', exitCode: 0, stderr: '' })
})

test('switched off, it says what is missing', async () => {
  const plain = await detectSandbox('off')
  expect(plain.kind).toBe('plain')
  expect(plain.description).toContain('no namespace sandbox: switched off')
  const bare = await detectSandbox('auto', { env: { PATH: '/no/such/folder' } })
  expect(bare.kind).toBe('plain')
  expect(bare.description).toContain('apt-get install bubblewrap')
  expect(bare.description).toContain('may outlive a killed server: setpriv is missing')
  expect(bare.description).toContain('no process limits: prlimit is missing')
  expect(await runProcess({ program: '/bin/true', args: [], sandbox: bare })).toMatchObject({ exitCode: 0 })
})

test('required, but not to be had: refused, with the reason', async () => {
  await using folder = await temporaryFolder()
  await expect(detectSandbox('required', { env: { PATH: folder.path } })).rejects.toMatchObject({
    problem: { code: 'unavailable', message: expect.stringContaining('bubblewrap is not installed') },
  })
  await writeFile(
    join(folder.path, 'bwrap'),
    '#!/bin/sh\necho "bwrap: No permissions to create namespace" >&2\nexit 1\n',
    { mode: 0o755 },
  )
  await expect(detectSandbox('required', { env: { PATH: folder.path } })).rejects.toMatchObject({
    problem: { code: 'unavailable', message: expect.stringContaining('No permissions to create namespace') },
  })
})
