import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import type { News, Subscription } from '../../../app/events.ts'
import type { TaskChange } from '../../../domain/event.ts'
import { projectId, taskId } from '../../../domain/ids.ts'
import type { Task } from '../../../domain/task.ts'
import { instant, percent } from '../../../domain/units.ts'
import { ask, fakeApp } from '../../../testing/pentode-api.ts'
import { withKeepAlive } from '../http/keep-alive.ts'

const TASK = taskId('f'.repeat(32))
const project = projectId('demo')
const event = (id: number, what: TaskChange): News => ({
  kind: 'event',
  event: { id, project, task: TASK, at: instant(id * 1000), what },
})
const progress: News = {
  kind: 'progress',
  news: {
    project,
    task: TASK,
    progress: percent(12.345),
    speed: 2,
    outputs: [{ output: 0, progress: percent(12.345) }],
  },
}
const HISTORY: readonly News[] = [
  event(1, { type: 'task.submitted' }),
  progress,
  event(2, { type: 'task.finished', status: 'failed' }),
  event(3, { type: 'task.started', attempt: 2 }),
  event(4, { type: 'task.finished', status: 'succeeded' }),
]

/** Plays the history, then waits until the signal aborts, as a real subscription does. */
const playing = (finishedAt: number) => {
  const seen: Subscription[] = []
  const state = { left: false }
  const app = fakeApp({
    tasks: {
      get: async () =>
        ({
          id: TASK,
          finishedAt: instant(finishedAt),
          outputs: [{ state: { status: 'cancelled' } }],
        }) as never as Task,
    },
    events: {
      subscribe: async function* (subscription, signal) {
        seen.push(subscription)
        try {
          const after = subscription.after ?? 0
          yield* HISTORY.filter((news) => news.kind === 'progress' || news.event.id > after)
          if (!signal.aborted)
            await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
        } finally {
          state.left = true
        }
      },
    },
  })
  return { app, seen, state }
}

test('the stream of a task ends with the finish that stands, not with one before a retry', async () => {
  const { app, seen, state } = playing(4000)
  const reply = await ask(app, 'GET', `/api/v1/tasks/${TASK}/events`)
  expect(reply.headers['content-type']).toBe('text/event-stream')
  expect(await text(reply.body as Readable)).toBe(
    [
      'retry: 2000',
      `id: 1\nevent: task.submitted\ndata: {"id":1,"task":"${TASK}","at":"1970-01-01T00:00:01.000Z","type":"task.submitted"}`,
      `event: progress\ndata: {"task":"${TASK}","progress":12.35,"speed":2,"outputs":[{"output":0,"progress":12.35}]}`,
      `id: 2\nevent: task.finished\ndata: {"id":2,"task":"${TASK}","at":"1970-01-01T00:00:02.000Z","type":"task.finished","status":"failed"}`,
      `id: 3\nevent: task.started\ndata: {"id":3,"task":"${TASK}","at":"1970-01-01T00:00:03.000Z","type":"task.started","attempt":2}`,
      `id: 4\nevent: task.finished\ndata: {"id":4,"task":"${TASK}","at":"1970-01-01T00:00:04.000Z","type":"task.finished","status":"succeeded"}`,
      '',
    ].join('\n\n'),
  )
  expect(seen).toEqual([{ project, task: TASK, after: 0 }])
  await vi.waitFor(() => expect(state.left).toBe(true))
})

test.each([
  ['?after=3', {}, ['4']],
  ['?after=1', { 'last-event-id': '3' }, ['4']],
  ['?after=4', {}, []],
])(
  'it goes on after what was seen: %s %o',
  async (query, headers, ids) => {
    const { app } = playing(4000)
    const reply = await ask(app, 'GET', `/api/v1/tasks/${TASK}/events${query}`, { headers })
    const lines = (await text(reply.body as Readable)).split('\n').filter((line) => line.startsWith('id:'))
    expect(lines).toEqual(ids.map((id) => `id: ${id}`))
  },
  5000,
)

test('the stream of a project goes on until the client leaves, and lets go then', async () => {
  const { app, seen, state } = playing(0)
  const client = new AbortController()
  const reply = await ask(app, 'GET', '/api/v1/events', { signal: client.signal })
  const body = reply.body as Readable
  let got = ''
  for await (const chunk of body) {
    got += chunk
    if (got.includes('"status":"succeeded"')) client.abort()
  }
  expect(got.match(/^event: /gm)).toHaveLength(5)
  expect(seen).toEqual([{ project }])
  await vi.waitFor(() => expect(state.left).toBe(true))
})

test('a body that is destroyed lets go of the subscription, whoever forgot the signal', async () => {
  const { app, state } = playing(0)
  const reply = await ask(app, 'GET', '/api/v1/events')
  const body = reply.body as Readable
  let got = ''
  body.on('data', (chunk) => {
    got += chunk
  })
  // Now nothing more comes, and the stream waits for news.
  await vi.waitFor(() => expect(got).toContain('"status":"succeeded"'))
  await new Promise((resolve) => setImmediate(resolve))
  body.destroy()
  await vi.waitFor(() => expect(state.left).toBe(true))
})

test('a broken resume point is refused', async () => {
  const { app } = playing(0)
  expect((await ask(app, 'GET', '/api/v1/events', { headers: { 'last-event-id': 'x' } })).status).toBe(400)
  expect((await ask(app, 'GET', '/api/v1/events?after=-1')).status).toBe(400)
})

test('silence is filled with comments', async () => {
  vi.useFakeTimers()
  try {
    let speak = (_text: string): void => {}
    const source = async function* () {
      yield 'a'
      yield await new Promise<string>((resolve) => {
        speak = resolve
      })
    }
    const stream = withKeepAlive(source(), 15_000)
    expect((await stream.next()).value).toBe('a')
    const quiet = stream.next()
    await vi.advanceTimersByTimeAsync(15_000)
    expect((await quiet).value).toBe(': keep-alive\n\n')
    const news = stream.next()
    speak('b')
    expect((await news).value).toBe('b')
    expect((await stream.next()).done).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
