import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/clips.ts'
import { pidsWith, until } from '../testing/processes.ts'
import { locateFfmpeg } from './ffmpeg.ts'
import { become, launchSpare } from './launch.ts'
import type { Progress } from './progress.ts'
import { type ProcessOutcome, type RunOptions, runProcess } from './run.ts'
import { detectSandbox, type Sandbox, type SandboxMode } from './sandbox.ts'
import type { Spares } from './spares.ts'

const onDemand: Spares = {
  keep: () => {},
  take: (command, pipes) => become(launchSpare(), command, pipes),
  [Symbol.dispose]: () => {},
}
/** With `spare`, each process is one that was there before. */
const SANDBOXES: readonly (readonly [SandboxMode, 'fresh' | 'spare'])[] = [
  ['auto', 'fresh'],
  ['off', 'fresh'],
  ['auto', 'spare'],
  ['off', 'spare'],
]

describe.each(SANDBOXES)('in the sandbox "%s", %s', (mode, start) => {
  let sandbox: Sandbox
  let ffmpegPath: string
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeAll(async () => {
    const found = await detectSandbox(mode)
    sandbox = start === 'fresh' ? found : { ...found, spares: onDemand }
    ffmpegPath = (await locateFfmpeg()).ffmpeg
    folder = await temporaryFolder()
  })
  afterAll(() => folder[Symbol.asyncDispose]())

  const sh = (script: string, more: Partial<RunOptions> = {}): Promise<ProcessOutcome> =>
    runProcess({ program: '/bin/sh', args: ['-c', script], cwd: folder.path, sandbox, ...more })
  /** An FFmpeg that works for ever, findable by a word in its command line. */
  const endless = (word: string, more: Partial<RunOptions> = {}): Promise<ProcessOutcome> =>
    runProcess({
      program: ffmpegPath,
      args: [
        ...['-v', 'error', '-nostdin', '-re', '-f', 'lavfi', '-i', 'testsrc=s=64x64:r=10'],
        ...['-metadata', `comment=${word}`, '-f', 'null', '-'],
      ],
      cwd: folder.path,
      sandbox,
      ...more,
    })

  test('exit code, words and captured output come back', async () => {
    const outcome = await sh('echo out; echo err >&2; exit 7', { maxStdoutBytes: 100 })
    expect(outcome).toMatchObject({ ended: 'exit', exitCode: 7, stdout: 'out\n', stderr: 'err\n' })
    expect(outcome.wallMs).toBeGreaterThan(0)
  })

  test('a process waits for what it is told, and its time runs from then on', async () => {
    const { promise: told, resolve } = Promise.withResolvers<string>()
    setTimeout(() => resolve('word\n'), 600)
    const read = 'read -r word <&3; echo "$word"'
    expect(await sh(read, { told, timeoutMs: 300, maxStdoutBytes: 100 })).toMatchObject({
      ...{ ended: 'exit', exitCode: 0, stdout: 'word\n' },
    })
    expect(await sh(`${read}; sleep 60`, { told, timeoutMs: 300 })).toMatchObject({ ended: 'timed-out' })
  })

  test('a process that is told nothing any more ends', async () => {
    const told = Promise.reject<string>(new Error('nothing to tell'))
    told.catch(() => {})
    expect(await sh('read -r word <&3', { told })).toMatchObject({ ended: 'cancelled' })
  })

  test('a process that a signal ended says which', async () => {
    expect(await sh('kill -SEGV $$')).toMatchObject({ ended: 'signal', signal: 'SIGSEGV' })
  })

  test('FFmpeg reports its progress on a pipe of its own', async () => {
    const reports: Progress[] = []
    const outcome = await runProcess({
      program: ffmpegPath,
      args: [
        ...'-v error -nostdin -y -f lavfi -i testsrc=s=64x64:r=25:d=2 -c:v mpeg4'.split(' '),
        'file:out.mp4',
      ],
      cwd: folder.path,
      sandbox,
      maxStdoutBytes: 0,
      onProgress: (progress) => reports.push(progress),
    })
    expect(outcome).toMatchObject({ ended: 'exit', exitCode: 0, stderr: '', stdout: '' })
    const last = reports.at(-1)!
    expect(last).toMatchObject({ done: true, frame: 50 })
    expect(last.outTime).toBeCloseTo(2, 1)
    expect(last.totalSize).toBe((await readFile(join(folder.path, 'out.mp4'))).length)
  })

  test('a command that asks for reports itself gets the pipe, with or without a listener', async () => {
    const args = '-v error -nostdin -progress pipe:3 -f lavfi -i testsrc=s=64x64:r=25:d=1 -f null -'.split(
      ' ',
    )
    const done: Progress[] = []
    const onProgress = (progress: Progress) => progress.done && done.push(progress)
    const run = (more: Partial<RunOptions>) => runProcess({ program: ffmpegPath, args, sandbox, ...more })
    expect(await run({ onProgress })).toMatchObject({ ended: 'exit', exitCode: 0, stderr: '' })
    expect(done).toMatchObject([{ frame: 25 }])
    expect(await run({})).toMatchObject({ ended: 'exit', exitCode: 0, stderr: '' })
  })

  test('one byte of output too many ends it', async () => {
    expect(await sh('printf 12345', { maxStdoutBytes: 5 })).toMatchObject({ ended: 'exit', stdout: '12345' })
    const word = randomUUID()
    const outcome = await sh(`while echo ${word}; do :; done`, { maxStdoutBytes: 1000 })
    expect(outcome.ended).toBe('too-much-output')
    expect(outcome.stdout.length).toBeLessThanOrEqual(1000)
    expect(await pidsWith(word)).toEqual([])
  })

  test('words without end stay bounded', async () => {
    const outcome = await sh(
      'echo first >&2; i=0; while [ $i -lt 20000 ]; do echo line $i >&2; i=$((i+1)); done',
    )
    expect(outcome.stderr).toMatch(/^first\nline 0\n/)
    expect(outcome.stderr).toMatch(/left out …\]\n[\s\S]*line 19999\n$/)
    expect(outcome.stderr.length).toBeLessThan(17_000)
  })

  test.each(['cancelled', 'shutdown'] as const)(
    'an abort with reason "%s" kills the whole group',
    async (reason) => {
      const word = randomUUID()
      const controller = new AbortController()
      const running = endless(word, { signal: controller.signal })
      await until('it runs', async () => (await pidsWith(word, 'ffmpeg')).length > 0)
      controller.abort(reason)
      expect((await running).ended).toBe(reason)
      expect(await pidsWith(word)).toEqual([])
    },
  )

  test('children that ignore polite signals go too', async () => {
    const word = randomUUID()
    const outcome = await sh(
      `trap '' TERM INT HUP; sh -c "trap '' TERM; sleep 1000; : ${word}" & sleep 1000`,
      {
        timeoutMs: 300,
      },
    )
    expect(outcome.ended).toBe('timed-out')
    expect(await pidsWith(word)).toEqual([])
  })

  test('the first reason wins', async () => {
    const controller = new AbortController()
    const running = endless(randomUUID(), { signal: controller.signal, timeoutMs: 300 })
    const outcome = await running
    controller.abort('cancelled')
    expect(outcome.ended).toBe('timed-out')
    const aborted = await sh('echo never', { signal: AbortSignal.abort('shutdown'), maxStdoutBytes: 10 })
    expect(aborted).toMatchObject({ ended: 'shutdown', stdout: '' })
    expect((await sh('exit 0', { signal: AbortSignal.abort() })).ended).toBe('cancelled')
  })

  test('a stopped FFmpeg stalls; one that works on does not', async () => {
    const word = randomUUID()
    const startedAt = performance.now()
    let lastNews = startedAt
    const running = endless(word, { stallMs: 1500, onProgress: () => (lastNews = performance.now()) })
    await until('it has outlived the limit', () => lastNews - startedAt > 2000)
    for (const pid of await pidsWith(word, 'ffmpeg')) process.kill(pid, 'SIGSTOP')
    expect((await running).ended).toBe('stalled')
    expect(await pidsWith(word)).toEqual([])
  })

  test('a source that never speaks stalls', async () => {
    const fifo = join(folder.path, `fifo-${mode}-${start}`)
    execFileSync('mkfifo', [fifo])
    const outcome = await runProcess({
      program: ffmpegPath,
      args: ['-v', 'error', '-nostdin', '-i', `file:${fifo}`, '-f', 'null', '-'],
      cwd: folder.path,
      sandbox,
      stallMs: 500,
    })
    expect(outcome.ended).toBe('stalled')
    expect(await pidsWith(fifo)).toEqual([])
  })

  test('a program or folder that is not there fails to start', async () => {
    const missing = await runProcess({ program: '/usr/bin/no-such-program', args: [], sandbox })
    expect(missing).toMatchObject({
      ended: 'failed-to-start',
      message: 'no-such-program is not an executable file',
    })
    expect((await sh('exit 0', { cwd: '/no/such/folder' })).ended).toBe('failed-to-start')
  })

  test("the server's environment stays outside, and its folders out of the words", async () => {
    process.env.PENTODE_TEST_SECRET = 'secret'
    const outcome = await sh('env; echo "$PWD/x.mp4: bad" >&2', {
      maxStdoutBytes: 10_000,
      env: { EXTRA: 'yes' },
    })
    delete process.env.PENTODE_TEST_SECRET
    expect(outcome.stdout).not.toContain('secret')
    expect(outcome.stdout).toContain('EXTRA=yes')
    expect(outcome.stderr).toBe('x.mp4: bad\n')
  })

  test('limits hold: processor time, size of a file', async () => {
    const busy = await sh('while :; do :; done', { limits: { cpuSeconds: 1 }, timeoutMs: 30_000 })
    expect(busy).toMatchObject({ ended: 'signal', signal: 'SIGKILL' })
    await writeFile(join(folder.path, 'big'), '')
    await sh('exec dd if=/dev/zero of=big bs=65536 count=100', { limits: { fileBytes: 1_000_000 } })
    expect((await readFile(join(folder.path, 'big'))).length).toBe(1_000_000)
  })
})
