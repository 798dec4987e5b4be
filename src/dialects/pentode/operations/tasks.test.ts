import { describe, expect, test } from 'vitest'
import type { Submission } from '../../../app/submit-task.ts'
import { type ProjectId, projectId, taskId } from '../../../domain/ids.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { TaskQuery } from '../../../domain/ports.ts'
import { fail } from '../../../domain/problem.ts'
import type { OutputState, Task } from '../../../domain/task.ts'
import { bps, bytes, instant, percent, rational, seconds } from '../../../domain/units.ts'
import { ask, fakeApp, jsonOf } from '../../../testing/pentode-api.ts'
import { presets } from '../presets.ts'

const ID = taskId('0123456789abcdef0123456789abcdef')
const T0 = Date.UTC(2026, 0, 1)
const at = (ms: number) => instant(T0 + ms)
const preset = (id: string) => presets.find((p) => p.id === id)!

const MEDIA: MediaInfo = {
  container: 'mov,mp4',
  size: bytes(1000),
  duration: seconds(2),
  startTime: seconds(0),
  bitrate: bps(4000),
  video: [
    {
      index: 0,
      codec: 'h264',
      width: 320,
      height: 180,
      sampleAspect: rational(1),
      rotation: 90,
      frameRate: rational(30000, 1001),
      baseFrameRate: rational(30000, 1001),
      pixelFormat: 'yuv420p',
      bitDepth: 8,
      interlaced: false,
      color: {},
      hdr: 'sdr',
    },
  ],
  audio: [],
  subtitles: [],
  pictures: 0,
  tags: {},
}

const task = (states: readonly OutputState[], more: Partial<Task> = {}): Task => ({
  id: ID,
  serial: 7,
  project: projectId('demo'),
  dialect: 'pentode',
  request: {},
  source: { from: 'object', bucket: 'in', key: 'a.mp4' },
  outputs: states.map((state, index) => ({
    index,
    name: `o${index}`,
    template: 'mp4-720p',
    spec: preset('mp4-720p').spec,
    destination: { bucket: 'outputs', key: `${ID}/o${index}.mp4` },
    state,
  })),
  priority: 0,
  createdAt: at(0),
  cancelRequested: false,
  fence: 1,
  ...more,
})
const queued: OutputState = { status: 'queued' }

const submitting = (given: { submit?: (s: Submission) => Promise<Task>; get?: () => Promise<Task> } = {}) => {
  const seen: { project: ProjectId; submission: Submission }[] = []
  const app = fakeApp({
    tasks: {
      submit: async (project, submission) => {
        seen.push({ project, submission })
        return given.submit ? given.submit(submission) : task([queued])
      },
      ...(given.get ? { get: given.get } : {}),
    },
    templates: {
      get: async (_project, _dialect, id, known = []) => {
        const found = known.find((p) => p.id === id)
        if (!found) throw fail('template-not-found', 'none')
        return found
      },
    },
  })
  return { app, seen, post: (json: unknown) => ask(app, 'POST', '/api/v1/tasks', { json }) }
}
const SOURCE = { bucket: 'in', key: 'a.mp4' }

describe('submitting', () => {
  test('templates are looked up, outputs named and placed, the request kept whole', async () => {
    const { post, seen } = submitting()
    const json = {
      source: { url: 'https://example.com/a.mp4' },
      outputs: [
        { template: 'mp4-720p' },
        { template: 'mp4-720p' },
        { template: 'hls-ladder', name: 'stream' },
        { template: 'sprite', to: { bucket: 'pics', key: 'a/b.vtt' } },
        { spec: { kind: 'file', container: 'm4a', audio: { bitrate: 96_000 } } },
      ],
      priority: -3,
      clientToken: 'once',
      userData: 'mine',
    }
    const reply = await post(json)
    expect(reply.status).toBe(201)
    expect(reply.headers.location).toBe(`/api/v1/tasks/${ID}`)
    const { project, submission } = seen[0]!
    expect(project).toBe('demo')
    expect(submission).toMatchObject({
      dialect: 'pentode',
      request: json,
      source: { from: 'url', url: 'https://example.com/a.mp4' },
      priority: -3,
      clientToken: 'once',
      userData: 'mine',
    })
    const places = submission.outputs.map(({ name, template, destination }) => [
      name,
      template,
      typeof destination === 'function' ? destination('T') : destination,
    ])
    expect(places).toEqual([
      ['mp4-720p', 'mp4-720p', { bucket: 'outputs', key: 'T/mp4-720p.mp4' }],
      ['mp4-720p-2', 'mp4-720p', { bucket: 'outputs', key: 'T/mp4-720p-2.mp4' }],
      ['stream', 'hls-ladder', { bucket: 'outputs', key: 'T/stream/master.m3u8' }],
      ['sprite', 'sprite', { bucket: 'pics', key: 'a/b.vtt' }],
      ['output-4', undefined, { bucket: 'outputs', key: 'T/output-4.m4a' }],
    ])
    expect(submission.outputs[4]?.spec).toEqual({
      kind: 'file',
      container: 'm4a',
      audio: { codec: 'aac', bitrate: 96_000, copy: 'never' },
    })
  })

  test.each([
    [{ outputs: [{ template: 'mp4-720p' }] }, 'missing-parameter', 'source'],
    [{ source: {}, outputs: [{ template: 'x' }] }, 'missing-parameter', 'source.bucket'],
    [{ source: { bucket: 'b' }, outputs: [{ template: 'x' }] }, 'missing-parameter', 'source.key'],
    [
      { source: { ...SOURCE, url: 'http://x/' }, outputs: [{ template: 'x' }] },
      'invalid-parameter',
      'source.url',
    ],
    [
      { source: { url: 'file:///etc/passwd' }, outputs: [{ template: 'x' }] },
      'invalid-parameter',
      'source.url',
    ],
    [{ source: { path: '/etc/passwd' }, outputs: [{ template: 'x' }] }, 'unknown-parameter', 'source.path'],
    [{ source: SOURCE, outputs: [] }, 'value-out-of-range', 'outputs'],
    [{ source: SOURCE, outputs: [{}] }, 'missing-parameter', 'outputs.0.template'],
    [{ source: SOURCE, outputs: [{ template: '../x' }] }, 'invalid-parameter', 'outputs.0.template'],
    [
      { source: SOURCE, outputs: [{ template: 'mp4-720p' }, { template: 'nope' }] },
      'template-not-found',
      'outputs.1.template',
    ],
    [{ source: SOURCE, outputs: [{ template: 'mp4-720p' }], priority: 11 }, 'value-out-of-range', 'priority'],
    [{ source: SOURCE, outputs: [{ template: 'mp4-720p' }], Priority: 1 }, 'unknown-parameter', 'Priority'],
  ])('%j: %s %s', async (json, code, path) => {
    const { post, seen } = submitting()
    expect(jsonOf(await post(json))).toMatchObject({ code, path })
    expect(seen).toEqual([])
  })

  test('the same request with the same token is answered with the first task, another request is not', async () => {
    const work = { source: SOURCE, outputs: [{ template: 'mp4-720p' }] }
    const json = { ...work, clientToken: 'once' }
    const first = task([queued], { request: { clientToken: 'once', ...work } })
    const { post } = submitting({
      submit: () => Promise.reject(fail('duplicate-request', 'again', { detail: { task: ID } })),
      get: async () => first,
    })
    const again = await post(json)
    expect(again.status).toBe(200)
    expect(jsonOf(again).id).toBe(ID)
    const other = await post({ ...json, priority: 1 })
    expect(other.status).toBe(409)
    expect(jsonOf(other)).toMatchObject({ code: 'duplicate-request', task: ID })
  })
})

describe('showing a task', () => {
  const result = {
    size: bytes(60),
    files: [
      { role: 'master' as const, bucket: 'outputs', key: 'x/é 1/master.m3u8', size: bytes(10), md5: 'aa' },
      { role: 'segment' as const, bucket: 'outputs', key: 'x/0.m4s', size: bytes(20) },
      { role: 'segment' as const, bucket: 'outputs', key: 'x/1.m4s', size: bytes(30) },
    ],
    media: MEDIA,
    renditions: [
      { name: 'a', key: 'x/a/index.m3u8', media: MEDIA, averageBitrate: 1, peakBitrate: 2, segments: 2 },
    ],
  }
  const done = task(
    [
      { status: 'succeeded', startedAt: at(1000), finishedAt: at(2500), result },
      { status: 'running', progress: percent(33.3333), startedAt: at(1000) },
      { status: 'failed', finishedAt: at(3000), problem: { code: 'stalled', message: 'It stood still.' } },
    ],
    { media: MEDIA, startedAt: at(1000), userData: 'mine' },
  )
  const app = fakeApp({ tasks: { get: async () => done } })

  test('states, times, facts and addresses', async () => {
    const shown = jsonOf(await ask(app, 'GET', `/api/v1/tasks/${ID}`))
    expect(shown).toMatchObject({
      id: ID,
      serial: 7,
      dialect: 'pentode',
      status: 'running',
      progress: 77.78,
      source: SOURCE,
      priority: 0,
      userData: 'mine',
      createdAt: '2026-01-01T00:00:00.000Z',
      startedAt: '2026-01-01T00:00:01.000Z',
      media: { duration: 2, video: [{ frameRate: '30000/1001', displayWidth: 180, displayHeight: 320 }] },
    })
    expect(shown.finishedAt).toBeUndefined()
    const [succeeded, running, failed] = shown.outputs
    expect(succeeded).toMatchObject({
      status: 'succeeded',
      progress: 100,
      template: 'mp4-720p',
      spec: { kind: 'file', video: { size: { shortSide: 720, upscale: false } } },
      destination: { bucket: 'outputs', key: `${ID}/o0.mp4` },
      startedAt: '2026-01-01T00:00:01.000Z',
      finishedAt: '2026-01-01T00:00:02.500Z',
      result: {
        size: 60,
        files: [
          { role: 'master', md5: 'aa', url: '/api/v1/buckets/outputs/objects/x/%C3%A9%201/master.m3u8' },
        ],
        segments: { count: 2, size: 50 },
        renditions: [{ name: 'a', url: '/api/v1/buckets/outputs/objects/x/a/index.m3u8' }],
      },
    })
    expect(running).toMatchObject({ status: 'running', progress: 33.33 })
    expect(failed).toMatchObject({ problem: { code: 'stalled', message: 'It stood still.' } })
  })

  test('every segment, when asked for', async () => {
    const count = async (query: string) =>
      jsonOf(await ask(app, 'GET', `/api/v1/tasks/${ID}${query}`)).outputs[0].result.files.length
    expect([await count(''), await count('?files=all')]).toEqual([1, 3])
  })
})

describe('listing', () => {
  const asked: TaskQuery[] = []
  const app = fakeApp({
    tasks: {
      list: async (query) => {
        asked.push(query)
        const from = query.after ?? 6
        return Array.from({ length: Math.min(query.limit, from - 1) }, (_, i) =>
          task([queued], { serial: from - 1 - i }),
        )
      },
    },
  })

  test('filters reach the store as they are meant', async () => {
    await ask(
      app,
      'GET',
      '/api/v1/tasks?status=queued,running&dialect=pentode&createdFrom=2026-01-01T00:00:00Z&createdTo=2026-01-01T02:00:00.5%2B01:00&limit=2',
    )
    expect(asked.at(-1)).toEqual({
      project: 'demo',
      statuses: ['queued', 'running'],
      dialect: 'pentode',
      createdFrom: T0,
      createdTo: T0 + 3_600_500,
      limit: 3,
    })
  })

  test('pages lead through everything once and end', async () => {
    const serials: number[] = []
    let page = ''
    for (let i = 0; i < 4 && page !== undefined; i++) {
      const url: string = `/api/v1/tasks?limit=2${page && `&page=${page}`}`
      const reply = jsonOf(await ask(app, 'GET', url))
      serials.push(...reply.tasks.map((t: { serial: number }) => t.serial))
      page = reply.nextPage
    }
    expect(serials).toEqual([5, 4, 3, 2, 1])
    expect(page).toBeUndefined()
  })

  test.each([
    'status=done',
    'status=',
    'limit=0',
    'limit=1.5',
    'limit=',
    'createdFrom=yesterday',
    'page=xyz',
    'page=czE%3D',
  ])('%s is refused', async (query) => {
    const reply = await ask(app, 'GET', `/api/v1/tasks?${query}`)
    expect(reply.status).toBe(400)
    expect(jsonOf(reply).path).toMatch(new RegExp(`^${query.split('=')[0]}`))
  })
})

test('cancelling and retrying name the task and its outputs', async () => {
  const calls: unknown[] = []
  const app = fakeApp({
    tasks: {
      cancel: async (...args) => {
        calls.push(args)
        return task([{ status: 'cancelled', finishedAt: at(5) }])
      },
      retry: async (...args) => {
        calls.push(args)
        return task([queued])
      },
    },
  })
  expect(jsonOf(await ask(app, 'POST', '/api/v1/tasks/7/cancel')).status).toBe('cancelled')
  expect(jsonOf(await ask(app, 'POST', '/api/v1/tasks/7/retry', { json: { outputs: [1] } })).status).toBe(
    'queued',
  )
  await ask(app, 'POST', '/api/v1/tasks/7/retry')
  expect(calls).toEqual([
    ['demo', '7'],
    ['demo', '7', [1]],
    ['demo', '7', undefined],
  ])
})

test('attempts show commands that a shell would take', async () => {
  const app = fakeApp({
    tasks: {
      attempts: async () => [
        {
          fence: 2,
          worker: 'w',
          startedAt: at(0),
          finishedAt: at(10),
          outcome: 'failed',
          commands: [['ffmpeg', '-vf', "scale=1:2,setpts='a'", '']],
          log: 'oops',
        },
      ],
    },
  })
  expect(jsonOf(await ask(app, 'GET', `/api/v1/tasks/${ID}/attempts`)).attempts).toEqual([
    {
      attempt: 2,
      worker: 'w',
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T00:00:00.010Z',
      outcome: 'failed',
      commands: [
        {
          args: ['ffmpeg', '-vf', "scale=1:2,setpts='a'", ''],
          shell: `ffmpeg -vf 'scale=1:2,setpts='\\''a'\\''' ''`,
        },
      ],
      log: 'oops',
    },
  ])
})

test('a dry run takes the body of a submission and says what would run and what would not', async () => {
  const app = fakeApp({
    templates: { get: async (_p, _d, id) => preset(id) },
    tasks: {
      plan: async ({ source, outputs }) => {
        expect(source).toEqual({ from: 'object', ...SOURCE })
        expect(outputs.map(({ index, name }) => [index, name])).toEqual([
          [0, 'mp4-720p'],
          [1, 'audio-mp3'],
        ])
        return {
          media: MEDIA,
          plan: {
            steps: [
              {
                id: 's1',
                program: 'ffmpeg',
                args: ['-i', 'src'],
                outputs: [0],
                duration: seconds(2),
                folders: [],
              },
            ],
            outputs: [{ output: 0, step: 's1', kind: 'file', parts: [], reasons: ['video: encoded'] }],
            refused: [{ output: 1, problem: { code: 'source-no-audio', message: 'No sound.' } }],
            reasons: ['one decode'],
          },
        }
      },
    },
  })
  const json = {
    source: SOURCE,
    outputs: [{ template: 'mp4-720p' }, { template: 'audio-mp3' }],
    clientToken: 'x',
  }
  const plan = jsonOf(await ask(app, 'POST', '/api/v1/plans', { json }))
  expect(plan).toMatchObject({
    media: { container: 'mov,mp4' },
    commands: [
      { id: 's1', outputs: [0], duration: 2, args: ['ffmpeg', '-i', 'src'], shell: 'ffmpeg -i src' },
    ],
    outputs: [
      { index: 0, name: 'mp4-720p', command: 's1', reasons: ['video: encoded'] },
      { index: 1, name: 'audio-mp3', reasons: [], refused: { code: 'source-no-audio' } },
    ],
    reasons: ['one decode'],
  })
})

test('probing', async () => {
  const app = fakeApp({
    media: {
      inspect: async (source) => {
        if (source.from === 'url') throw fail('source-unreachable', 'No answer.')
        return MEDIA
      },
    },
  })
  const probe = (source: unknown) => ask(app, 'POST', '/api/v1/media/probe', { json: { source } })
  expect(jsonOf(await probe(SOURCE)).media).toMatchObject({ duration: 2, size: 1000 })
  const reply = await probe({ url: 'http://x/' })
  expect([reply.status, jsonOf(reply).code]).toEqual([422, 'source-unreachable'])
})
