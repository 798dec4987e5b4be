import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLeftovers, noProcessOf, processesOf } from './support/leftovers.ts'
import { makeClip } from './support/media.ts'
import { eventually, type Loose, NativeClient, type NativeEvent } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'

let server: RunningServer
let client: NativeClient
let clip: Buffer

const source = { bucket: 'media', key: 'clip.mp4' }
const video = { size: { width: 160, height: 90 }, rate: { mode: 'crf', crf: 35 }, speed: 'ultrafast' }
const small = { name: 'small', spec: { kind: 'file', container: 'mp4', video } }
/** Keeps the one worker busy for much longer than a test looks at it. */
const endless = {
  name: 'endless',
  spec: {
    kind: 'file',
    container: 'mp4',
    video: { ...video, size: { width: 1920, height: 1080, upscale: true }, speed: 'slower' },
  },
}
const endlessStream = {
  name: 'stream',
  spec: { kind: 'stream', segmentDuration: 1, renditions: [{ name: 'v', video: endless.spec.video }] },
}

beforeAll(async () => {
  ;[server, clip] = await Promise.all([
    startServer({ env: { PENTODE_WORKERS: '1' } }),
    makeClip({ seconds: 20, size: '320x180', sound: false }),
  ])
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
  await client.put('media', 'clip.mp4', clip)
})
afterAll(() => server?.[Symbol.asyncDispose]())

const isEncoding = (id: string) =>
  eventually(
    `ffmpeg of ${id}`,
    async () => (await processesOf(server.dataDir)).some((line) => line.includes(id)) || undefined,
  )
const cancel = (id: string) => client.call('POST', `/api/v1/tasks/${id}/cancel`)
const ids = (tasks: readonly Loose[]) => tasks.map((t) => t.id)

test('waiting, listing by page and filter, cancelling: with a worker that is busy', async () => {
  const before = new Date().toISOString()
  const busy = await client.submit(source, [endless, endlessStream])
  await isEncoding(busy)
  const waiting: string[] = []
  for (let i = 0; i < 7; i++)
    waiting.push(await client.submit(source, [small], { priority: i === 6 ? 5 : 0 }))

  const pages: string[][] = []
  for (let page: string | undefined = ''; page !== undefined; ) {
    const answer: Loose = await client.ok('GET', `/api/v1/tasks?limit=3${page && `&page=${page}`}`)
    pages.push(ids(answer.tasks))
    // What comes in meanwhile neither shifts nor repeats a row.
    if (pages.length === 1) waiting.push(await client.submit(source, [small]))
    page = answer.nextPage
  }
  expect(pages.map((p) => p.length)).toEqual([3, 3, 2])
  expect(pages.flat()).toEqual([busy, ...waiting.slice(0, 7)].reverse())

  const list = async (query: string) =>
    ids((await client.ok('GET', `/api/v1/tasks?limit=100&${query}`)).tasks)
  expect(await list('status=running')).toEqual([busy])
  expect(await list('status=queued')).toEqual([...waiting].reverse())
  expect(await list('status=queued,running')).toHaveLength(9)
  expect(await list('status=failed')).toEqual([])
  expect(await list('dialect=tencent-mps')).toEqual([])
  expect(await list('dialect=pentode')).toHaveLength(9)
  expect(await list(`createdFrom=${before}`)).toHaveLength(9)
  expect(await list(`createdTo=${before}`)).toEqual([])

  const [first = '', ...others] = waiting
  expect((await cancel(first)).json).toMatchObject({
    status: 'cancelled',
    outputs: [{ status: 'cancelled' }],
  })
  expect(await cancel(first)).toMatchObject({ status: 409, json: { code: 'task-not-cancellable' } })
  for (const id of others) await cancel(id)
  expect(await list('status=cancelled')).toHaveLength(8)

  expect(await cancel(busy)).toMatchObject({ status: 200, json: { cancelRequested: true } })
  const over = await client.finished(busy)
  expect(over).toMatchObject({
    status: 'cancelled',
    outputs: [{ status: 'cancelled' }, { status: 'cancelled' }],
  })
  await noProcessOf(server.dataDir)
  await noLeftovers(server.dataDir)
  expect(await client.keys('outputs')).toEqual([])
  const { attempts } = await client.ok('GET', `/api/v1/tasks/${first}/attempts`)
  expect(attempts).toEqual([])
})

test('a cancelled task can be retried, and the serial number names it too', async () => {
  const id = await client.submit(source, [small])
  const { serial } = await client.finished(id)
  expect(await client.call('POST', `/api/v1/tasks/${id}/retry`)).toMatchObject({
    status: 409,
    json: { code: 'output-not-retryable' },
  })
  expect((await client.ok('GET', `/api/v1/tasks/${serial}`)).id).toBe(id)
  const busy = await client.submit(source, [endless])
  await isEncoding(busy)
  const queued = await client.submit(source, [small])
  await cancel(queued)
  expect((await client.ok('POST', `/api/v1/tasks/${queued}/retry`)).status).toBe('queued')
  await cancel(busy)
  expect((await client.finished(queued)).status).toBe('succeeded')
  expect((await client.finished(busy)).status).toBe('cancelled')
})

test('an output that failed is retried, and only that one', async () => {
  const outputs = [small, { ...small, name: 'blocked', to: { bucket: 'outputs', key: 'wall/inside.mp4' } }]
  await client.put('outputs', 'wall', 'an object where a folder is wanted')
  const id = await client.submit(source, outputs)
  const first = await client.finished(id)
  expect(first).toMatchObject({
    status: 'partly-failed',
    outputs: [{ status: 'succeeded' }, { status: 'failed', problem: { code: 'invalid-object-key' } }],
  })
  expect(first.outputs[1].problem.message).toMatch(/wall/)
  expect(await client.call('POST', `/api/v1/tasks/${id}/retry`, { outputs: [0] })).toMatchObject({
    status: 409,
  })
  expect(await client.call('POST', `/api/v1/tasks/${id}/retry`, { outputs: [7] })).toMatchObject({
    status: 404,
    json: { code: 'output-not-found' },
  })
  await client.ok('DELETE', '/api/v1/buckets/outputs/objects/wall')
  const events: NativeEvent[] = []
  await client.ok('POST', `/api/v1/tasks/${id}/retry`, { outputs: [1] })
  for await (const event of client.events(`/api/v1/tasks/${id}/events`, AbortSignal.timeout(50_000)))
    events.push(event)
  expect(events.filter((e) => e.event === 'task.finished').map((e) => e.data.status)).toEqual([
    'partly-failed',
    'succeeded',
  ])
  const second = await client.task(id)
  expect(second.status).toBe('succeeded')
  expect(second.outputs[0].finishedAt).toBe(first.outputs[0].finishedAt)
  expect(await client.keys('outputs', 'wall')).toEqual(['wall/inside.mp4'])
})

test('a stream whose last file cannot be placed leaves none of its files', async () => {
  await client.put('outputs', 'live/master.m3u8/x', 'a folder where the playlist is wanted')
  const stream = { ...endlessStream, spec: { ...endlessStream.spec, renditions: [{ name: 'v', video }] } }
  const id = await client.submit(source, [{ ...stream, to: { bucket: 'outputs', key: 'live/master.m3u8' } }])
  const task = await client.finished(id)
  expect(task.outputs[0]).toMatchObject({ status: 'failed', problem: { code: 'invalid-object-key' } })
  expect(await client.keys('outputs', 'live/')).toEqual(['live/master.m3u8/x'])
})

test('the stream of all events goes on where a client left off', async () => {
  const stop = new AbortController()
  const seen: NativeEvent[] = []
  const first = await client.submit(source, [small])
  for await (const event of client.events('/api/v1/events?after=0', stop.signal)) {
    seen.push(event)
    if (event.data.task === first && event.event === 'task.finished') break
  }
  stop.abort()
  const last = seen.findLast((e) => e.id !== undefined)?.id ?? 0
  const second = await client.submit(source, [small])
  await client.finished(second)
  const missed: NativeEvent[] = []
  const again = new AbortController()
  const headers = { 'last-event-id': String(last) }
  for await (const event of client.events('/api/v1/events', again.signal, headers)) {
    missed.push(event)
    if (event.event === 'task.finished') break
  }
  again.abort()
  expect(new Set(missed.map((e) => e.data.task))).toEqual(new Set([second]))
  expect(missed[0]).toMatchObject({ event: 'task.submitted' })
})

test('templates are made, used, changed and removed; presets stay', async () => {
  const spec = small.spec
  expect(await client.call('POST', '/api/v1/templates', { name: 'tiny', spec })).toMatchObject({
    status: 201,
  })
  expect(await client.call('POST', '/api/v1/templates', { name: 'tiny', spec })).toMatchObject({
    status: 409,
    json: { code: 'template-exists' },
  })
  const id = await client.submit(source, [{ template: 'tiny' }])
  const changed = { spec: { kind: 'file', container: 'mkv', video }, description: 'other' }
  expect(await client.ok('PUT', '/api/v1/templates/tiny', changed)).toMatchObject({ description: 'other' })
  // A task keeps what its template said when it was submitted.
  expect((await client.finished(id)).outputs[0]).toMatchObject({
    template: 'tiny',
    spec: { container: 'mp4' },
  })
  expect(await client.ok('GET', '/api/v1/templates/tiny')).toMatchObject({ spec: { container: 'mkv' } })
  const { templates } = await client.ok('GET', '/api/v1/templates')
  expect(templates.filter((t: Loose) => !t.preset).map((t: Loose) => t.name)).toEqual(['tiny'])
  expect(await client.call('DELETE', '/api/v1/templates/tiny')).toMatchObject({ status: 204 })
  expect(await client.call('GET', '/api/v1/templates/tiny')).toMatchObject({ status: 404 })
  for (const method of ['DELETE', 'PUT'])
    expect(
      await client.call(method, '/api/v1/templates/mp4-720p', method === 'PUT' ? { spec } : undefined),
    ).toMatchObject({
      status: 409,
      json: { code: 'template-is-preset' },
    })
})

test('a request sent twice with its token makes one task', async () => {
  const body = { source, outputs: [small], clientToken: 'once' }
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => client.call('POST', '/api/v1/tasks', body)),
  )
  expect(answers.map((a) => a.status).sort()).toEqual([...Array(7).fill(200), 201])
  expect(new Set(answers.map((a) => a.json.id)).size).toBe(1)
  expect(await client.call('POST', '/api/v1/tasks', { ...body, priority: 1 })).toMatchObject({
    status: 409,
    json: { code: 'duplicate-request' },
  })
  await client.finished(answers[0]?.json.id)
  await noLeftovers(server.dataDir)
})

test('liveness, readiness, metrics and the reference need no key', async () => {
  const get = (path: string) => fetch(server.url + path)
  expect(await (await get('/health')).json()).toEqual({ status: 'ok' })
  const ready = await get('/ready')
  expect([ready.status, ((await ready.json()) as Loose).ready]).toEqual([200, true])
  const metrics = (await (await get('/metrics')).text()).split('\n')
  const value = (name: string) => Number(metrics.find((line) => line.startsWith(`${name} `))?.split(' ')[1])
  expect(value('pentode_outputs_total{kind="file",status="succeeded"}')).toBeGreaterThan(0)
  expect(value('pentode_tasks{status="running"}')).toBe(0)
  expect(value('pentode_attempt_duration_seconds_count{outcome="cancelled"}')).toBe(2)
  for (const path of ['/health', '/ready', '/api/v1/reference']) {
    const head = await fetch(server.url + path, { method: 'HEAD' })
    expect([path, head.status, await head.text()]).toEqual([path, 200, ''])
  }
})
