import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  type CommandWorld,
  eventStream,
  fakeNativeApi,
  outputJson,
  runCommand,
  TASK_ID,
  taskJson,
} from '../testing/fake-native-api.ts'
import type { TaskNews } from './api/types.ts'

let dir: string
let clip: string
let out: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-'))
  clip = join(dir, 'clip.mp4')
  out = join(dir, 'out')
  await writeFile(clip, 'x')
})
afterEach(() => rm(dir, { recursive: true }))

const templates = {
  templates: [
    { name: 'mp4-720p', preset: true, spec: { kind: 'file', container: 'mp4' } },
    { name: 'hls-720p', preset: true, spec: { kind: 'stream', master: true } },
  ],
}
const news: TaskNews[] = [
  { event: 'task.submitted' },
  { event: 'task.started', attempt: 1 },
  { event: 'output.changed', output: 0, status: 'running' },
  { event: 'progress', progress: 40, speed: 1.84, outputs: [{ output: 0, progress: 40 }] },
  { event: 'progress', progress: 60, speed: 1.9, eta: 2.5, outputs: [{ output: 0, progress: 60 }] },
  { event: 'output.changed', output: 0, status: 'succeeded' },
  { event: 'task.finished', status: 'succeeded' },
]
const whole: Record<string, Answer> = {
  'GET /templates': templates,
  'POST /tasks': taskJson({ status: 'queued', outputs: [outputJson({ status: 'queued' })] }),
  [`GET /tasks/${TASK_ID}/events`]: eventStream(news),
  [`GET /tasks/${TASK_ID}`]: taskJson(),
}
const transcode = async (
  args: readonly string[],
  routes: Record<string, Answer> = whole,
  world: CommandWorld = {},
) => {
  await using api = await fakeNativeApi(routes)
  const ended = await runCommand(['transcode', ...args], { localUrl: api.url, ...world })
  const { body } = api.asked.find(({ route }) => route === 'POST /tasks') ?? {}
  return { ...ended, submitted: body, asked: api.asked.map(({ route }) => route) }
}

describe('a job that succeeds', () => {
  it('tells its course and its files in lines', async () => {
    const ended = await transcode([clip, '-o', out])
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', closed: 1 })
    expect(ended.stdout.split('\n').map((line) => line.replace(dir, ''))).toEqual([
      'submitted',
      'started',
      'mp4-720p: running',
      '40 %  1.8x  ETA --:--',
      'mp4-720p: succeeded',
      'succeeded',
      expect.stringMatching(/^FILE +SIZE {2}CODEC {7}RESOLUTION {2}DURATION$/),
      expect.stringMatching(/\/out\/clip-mp4-720p\.mp4 {2}123\.5 kB {2}h264 \+ aac {2}320x180 +4\.0 s$/),
      expect.stringMatching(/^1 output in \d\.\d s$/),
      '',
    ])
    expect(ended.local).toEqual({ inputs: [{ name: 'clip.mp4', path: clip }], outDir: out })
    expect(ended.submitted).toEqual({
      source: { bucket: 'input', key: 'clip.mp4' },
      outputs: [{ template: 'mp4-720p', to: { bucket: 'outputs', key: 'clip-mp4-720p.mp4' } }],
    })
  })

  it('makes several outputs in one task, under another name', async () => {
    const { submitted } = await transcode([clip, '-o', out, '-n', 'n', '-t', 'hls-720p', '-t', 'mp4-720p'])
    expect(submitted).toMatchObject({
      outputs: [
        { template: 'hls-720p', to: { key: 'n-hls-720p/master.m3u8' } },
        { template: 'mp4-720p', to: { key: 'n-mp4-720p.mp4' } },
      ],
    })
  })

  it('takes a URL', async () => {
    const ended = await transcode(['https://a.test/v/film.mov?s=1', '-o', out])
    expect(ended.local).toEqual({ inputs: [], outDir: out })
    expect(ended.submitted).toMatchObject({
      source: { url: 'https://a.test/v/film.mov?s=1' },
      outputs: [{ to: { key: 'film-mp4-720p.mp4' } }],
    })
  })

  it('tells programs everything, one object a line', async () => {
    const { stdout } = await transcode([clip, '-o', out, '--json'])
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ event }) => event)).toEqual([...news.map(({ event }) => event), 'result'])
    expect(lines[3]).toEqual({
      event: 'progress',
      progress: 40,
      speed: 1.84,
      outputs: [{ output: 0, progress: 40 }],
    })
    expect(lines[4]).toMatchObject({ progress: 60, eta: 2.5 })
    expect(lines.at(-1)).toMatchObject({
      status: 'succeeded',
      exitCode: 0,
      outputs: [{ name: 'mp4-720p', path: expect.stringMatching(/clip-mp4-720p\.mp4$/), size: 123_456 }],
    })
  })

  it.each([
    ['ENOSPC', 1, 'pentode: Standard output takes no more (ENOSPC).\n'],
    ['EPIPE', 0, ''],
  ])('is done to its end when nobody can be told (%s)', async (brokenStdout, exitCode, stderr) => {
    const ended = await transcode([clip, '-o', out, '--json'], whole, { brokenStdout })
    expect(ended).toMatchObject({ exitCode, stderr, closed: 1 })
  })

  it('draws a bar on a terminal', async () => {
    const { stdout } = await transcode([clip, '-o', out], whole, { isTTY: true })
    expect(stdout).toContain('100 %')
    expect(stdout).toContain('ETA 0:00')
    expect(stdout).not.toContain('mp4-720p: running')
  })

  it('asks when the event stream breaks, and tells what it missed', async () => {
    let turn = 0
    const ended = await transcode([clip, '-o', out, '--json'], {
      ...whole,
      [`GET /tasks/${TASK_ID}/events`]: eventStream(news.slice(0, 3), { breakOff: true }),
      [`GET /tasks/${TASK_ID}`]: (_request, response) => {
        const running = outputJson({ status: 'running', progress: 80 })
        const task =
          turn++ === 0
            ? taskJson({ status: 'running', progress: 80, eta: 1.5, outputs: [running] })
            : taskJson()
        response.end(JSON.stringify(task))
      },
    })
    const events = ended.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events.slice(3)).toMatchObject([
      { event: 'progress', progress: 80, eta: 1.5 },
      { event: 'output.changed', status: 'succeeded' },
      { event: 'task.finished', status: 'succeeded' },
      { event: 'result' },
    ])
    expect(ended.exitCode).toBe(0)
  })
})

describe('a job that fails', () => {
  const failed = outputJson({
    index: 1,
    name: 'hls-720p',
    status: 'failed',
    problem: { code: 'encode-failed', message: 'The encoder gave up.' },
  })

  it('in one output: 1, the reason, and the files that are there', async () => {
    const ended = await transcode([clip, '-o', out], {
      ...whole,
      [`GET /tasks/${TASK_ID}`]: taskJson({ status: 'partly-failed', outputs: [outputJson(), failed] }),
    })
    expect(ended).toMatchObject({
      exitCode: 1,
      stderr: 'pentode: hls-720p: The encoder gave up.\n',
      closed: 1,
    })
    expect(ended.stdout).toContain('clip-mp4-720p.mp4')
  })

  it('for its source: the reason once, and no empty folder stays', async () => {
    const problem = { code: 'source-unreadable', message: 'This is no media file.' }
    const ended = await transcode([clip, '-o', join(out, 'deep')], {
      ...whole,
      [`GET /tasks/${TASK_ID}`]: taskJson({
        status: 'failed',
        problem,
        outputs: [
          { ...failed, problem },
          { ...failed, problem },
        ],
      }),
    })
    expect(ended).toMatchObject({ exitCode: 1, stderr: 'pentode: This is no media file.\n' })
    expect(await readdir(dir)).toEqual(['clip.mp4'])
  })

  it('at submission', async () => {
    const ended = await transcode([clip, '-o', out], {
      ...whole,
      'POST /tasks': (_request, response) =>
        response.writeHead(507).end(JSON.stringify({ code: 'storage-full', detail: 'The disk is full.' })),
    })
    expect(ended).toMatchObject({ exitCode: 1, stderr: 'pentode: The disk is full.\n', closed: 1 })
  })
})

describe('a job that is asked for wrongly', () => {
  it.each([
    [['nope.mp4'], 'There is no file nope.mp4'],
    [['-'], 'Standard input is not read'],
    [[''], 'The input is empty'],
    [['ftp://a.test/x'], 'not a file or an http or https URL'],
    [[], "missing required argument 'input'"],
    [['x', '--bogus'], "unknown option '--bogus'"],
    [['x', '--name', '../up'], '--name must be a plain file name'],
  ])('%j: 2', async (args, message) => {
    const ended = await transcode(args)
    expect(ended.exitCode).toBe(2)
    expect(ended.stderr).toContain(message)
    expect(ended.asked).toEqual([])
  })

  it('with an unknown template: 2, the known ones, and no folder', async () => {
    const ended = await transcode([clip, '-t', 'nope', '-o', out])
    expect(ended).toMatchObject({ exitCode: 2, closed: 1, submitted: undefined })
    expect(ended.stderr).toContain('Known are: mp4-720p, hls-720p.')
    expect(await readdir(dir)).toEqual(['clip.mp4'])
  })

  it('over a file that is there: 2, unless forced', async () => {
    await mkdir(out)
    await writeFile(join(out, 'clip-mp4-720p.mp4'), 'mine')
    const ended = await transcode([clip, '-o', out])
    expect(ended).toMatchObject({ exitCode: 2, submitted: undefined })
    expect(ended.stderr).toContain('is there already. Use --force')
    expect(await transcode([clip, '-o', out, '--force'])).toMatchObject({ exitCode: 0 })
  })

  it('over its own input: 2, even forced', async () => {
    await writeFile(join(dir, 'clip-mp4-720p.mp4'), 'x')
    const ended = await transcode([join(dir, 'clip-mp4-720p.mp4'), '-n', 'clip', '-o', dir, '--force'])
    expect(ended).toMatchObject({ exitCode: 2, submitted: undefined })
    expect(ended.stderr).toContain('would replace the input')
  })
})

describe('a plan', () => {
  const plan = {
    media: { duration: 4, video: [{ codec: 'h264', displayWidth: 320, displayHeight: 180 }], audio: [] },
    commands: [
      { id: 's0', purpose: 'measure', outputs: [0], shell: 'ffmpeg -pass 1' },
      { id: 's0', purpose: 'make', outputs: [0], shell: "ffmpeg -i src 'a b'" },
    ],
    outputs: [{ name: 'mp4-720p', command: 's0', reasons: ['video: copied'] }],
    reasons: ['one process'],
  }

  it('shows commands and reasons, and runs nothing', async () => {
    const ended = await transcode([clip, '-o', out, '--plan'], {
      'GET /templates': templates,
      'POST /plans': plan,
    })
    expect(ended.exitCode).toBe(0)
    expect(ended.stdout).toBe(
      "source: h264, 320x180, 4.0 s\n  one process\n\nmp4-720p:\n  video: copied\n\n# first pass for mp4-720p\nffmpeg -pass 1\n\n# makes mp4-720p\nffmpeg -i src 'a b'\n",
    )
    expect(ended.asked).toEqual(['GET /templates', 'POST /plans'])
    expect(await readdir(dir)).toEqual(['clip.mp4'])
  })

  it('that cannot be: 1', async () => {
    const refused = { ...plan.outputs[0], refused: { code: 'source-no-video', message: 'No picture.' } }
    const ended = await transcode([clip, '-o', out, '--plan', '--json'], {
      'GET /templates': templates,
      'POST /plans': { ...plan, outputs: [refused] },
    })
    expect(ended).toMatchObject({ exitCode: 1, stderr: 'pentode: mp4-720p: No picture.\n' })
    expect(JSON.parse(ended.stdout)).toMatchObject({ outputs: [refused] })
  })
})

describe('an interrupt', () => {
  it('cancels, waits, takes finished outputs away, and says 130', async () => {
    const finished = outputJson()
    const running = outputJson({ index: 1, name: 'b', status: 'running', progress: 10 })
    let interrupt = (): void => {}
    let cancelled = false
    let streams = 0
    const ended = await transcode(
      [clip, '-o', out],
      {
        ...whole,
        [`GET /tasks/${TASK_ID}/events`]: (_request, response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream' })
          if (streams++ > 0) return response.end()
          response.write('event: task.started\ndata: {"attempt":1}\n\n')
          void writeFile(join(out, 'clip-mp4-720p.mp4'), 'done').then(interrupt)
        },
        [`POST /tasks/${TASK_ID}/cancel`]: (_request, response) => {
          cancelled = true
          response.end('{}')
        },
        [`GET /tasks/${TASK_ID}`]: (_request, response) => {
          const task = cancelled
            ? taskJson({ status: 'partly-failed', outputs: [finished, { ...running, status: 'cancelled' }] })
            : taskJson({ status: 'running', outputs: [finished, running] })
          response.end(JSON.stringify(task))
        },
      },
      {
        onReady: (call) => {
          interrupt = call
        },
      },
    )
    expect(ended).toMatchObject({ exitCode: 130, closed: 1 })
    expect(ended.stderr).toMatch(/^Cancelling/)
    expect(cancelled).toBe(true)
    expect(await readdir(dir)).toEqual(['clip.mp4'])
  })

  it('before anything was submitted', async () => {
    const ended = await transcode([clip, '-o', out], whole, { onReady: (interrupt) => interrupt() })
    expect(ended).toMatchObject({ exitCode: 130, closed: 1, submitted: undefined })
    expect(await readdir(dir)).toEqual(['clip.mp4'])
  })
})
