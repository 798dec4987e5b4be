import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MediaInfo } from '../domain/media-info.ts'
import { problem } from '../domain/problem.ts'
import type { OutputState } from '../domain/task.ts'
import { instant, percent } from '../domain/units.ts'
import {
  at,
  idOf,
  newOutput,
  newTask,
  type OpenedStore,
  PROJECT,
  succeeded,
  temporaryStore,
} from '../testing/store-kit.ts'
import { MAX_LOG } from './attempts.ts'

let opened: OpenedStore
beforeEach(async () => {
  opened = await temporaryStore()
})
afterEach(() => opened[Symbol.asyncDispose]())

const submit = (n: number, outputs = 1, priority = 0) =>
  opened.store.tasks.insert(
    newTask(n, { priority, outputs: Array.from({ length: outputs }, (_, i) => newOutput(i)) }),
    instant(0),
  )
const get = async (n: number) => {
  const task = await opened.store.tasks.get(PROJECT, idOf(n))
  if (!task) throw new Error(`no task ${n}`)
  return task
}
const claim = (seconds = 1) => opened.store.work.claim('w', at(seconds), at(seconds + 30))
const running: OutputState = { status: 'running', progress: percent(0), startedAt: at(0) }
const failed: OutputState = {
  status: 'failed',
  startedAt: at(0),
  finishedAt: at(9),
  problem: problem('encode-failed', 'It failed.'),
}
const statusOf = async (n: number) => (await get(n)).outputs.map((o) => o.state.status)
const whats = async (n: number) =>
  (await opened.store.events.since(PROJECT, 0, 100, idOf(n))).map((e) =>
    e.what.type === 'output.changed' ? `${e.what.output}:${e.what.status}` : e.what.type,
  )

describe('claim', () => {
  it('takes by priority, then by age', async () => {
    await submit(1)
    await submit(2, 1, 5)
    await submit(3, 1, 5)
    await submit(4, 1, -5)
    const order = []
    for (let task = await claim(); task; task = await claim()) order.push(task.serial)
    expect(order).toEqual([2, 3, 1, 4])
    expect(await opened.store.work.countByStatus()).toEqual({ queued: 0, running: 4 })
  })

  it('raises the fence, dates the start, begins an attempt and says so', async () => {
    await submit(1)
    const task = await claim(4)
    expect(task).toMatchObject({ id: idOf(1), fence: 1, startedAt: at(4) })
    expect(await get(1)).toEqual(task)
    expect(await opened.store.tasks.attempts(idOf(1))).toEqual([
      { fence: 1, worker: 'w', startedAt: at(4), commands: [], log: '' },
    ])
    expect((await opened.store.events.since(PROJECT, 1, 9))[0]).toMatchObject({
      at: at(4),
      what: { type: 'task.started', attempt: 1 },
    })
  })

  it('gives each task to one of many at once', async () => {
    for (let n = 1; n <= 20; n++) await submit(n)
    const claims = await Promise.all(Array.from({ length: 40 }, () => claim()))
    const ids = claims.flatMap((task) => task?.id ?? [])
    expect(ids).toHaveLength(20)
    expect(new Set(ids).size).toBe(20)
  })
})

describe('a worker that holds a task', () => {
  beforeEach(async () => {
    await submit(1, 2)
    await claim()
  })

  it('writes media, problem, states, progress and log', async () => {
    const { work, tasks } = opened.store
    const media = { container: 'mov', pictures: 0 } as MediaInfo
    expect(await work.setMedia(idOf(1), 1, media)).toBe(true)
    expect(await work.setTaskProblem(idOf(1), 1, problem('source-truncated', 'Cut.'))).toBe(true)
    expect(await work.setOutputs(idOf(1), 1, [{ output: 0, state: running }])).toBe(true)
    const both = [0, 1].map((output) => ({ output, progress: percent(42.5) }))
    expect(await work.setProgress(idOf(1), 1, both)).toBe(true)
    expect(await work.setOutputs(idOf(1), 1, [{ output: 7, state: running }])).toBe(false)
    const task = await get(1)
    expect(task.media).toEqual(media)
    expect(task.problem?.code).toBe('source-truncated')
    expect(task.outputs.map((o) => o.state)).toEqual([{ ...running, progress: 42.5 }, { status: 'queued' }])

    expect(await work.logAttempt(idOf(1), 1, { command: ['ffmpeg', '-i', 'src'] })).toBe(true)
    expect(await work.logAttempt(idOf(1), 1, { log: 'x'.repeat(MAX_LOG) })).toBe(true)
    expect(await work.logAttempt(idOf(1), 1, { command: ['ffmpeg'], log: 'the end' })).toBe(true)
    const [attempt] = await tasks.attempts(idOf(1))
    expect(attempt?.commands).toEqual([['ffmpeg', '-i', 'src'], ['ffmpeg']])
    expect(attempt?.log).toHaveLength(MAX_LOG)
    expect(attempt?.log.endsWith('xthe end')).toBe(true)
  })

  it('finishes the task with its last output, and says so at release', async () => {
    const { work } = opened.store
    await work.setOutputs(idOf(1), 1, [{ output: 0, state: running }])
    await work.setOutputs(idOf(1), 1, [{ output: 0, state: succeeded(5) }])
    expect((await get(1)).finishedAt).toBeUndefined()
    await work.setOutputs(idOf(1), 1, [{ output: 1, state: failed }])
    expect(await get(1)).toMatchObject({
      finishedAt: at(9),
      outputs: [{ state: succeeded(5) }, { state: failed }],
    })
    expect(await work.release(idOf(1), 1, at(10), 'done')).toBe(true)
    expect((await get(1)).finishedAt).toBe(at(9))
    expect(await opened.store.tasks.attempts(idOf(1))).toMatchObject([
      { finishedAt: at(10), outcome: 'done' },
    ])
    expect(await whats(1)).toEqual([
      'task.submitted',
      'task.started',
      '0:running',
      '0:succeeded',
      '1:failed',
      'task.finished',
    ])
    expect((await opened.store.events.since(PROJECT, 0, 100)).at(-1)?.what).toEqual({
      type: 'task.finished',
      status: 'partly-failed',
    })
    expect(await claim()).toBeUndefined()
  })

  it('leaves a finished output as it is', async () => {
    const { work } = opened.store
    await work.setOutputs(idOf(1), 1, [{ output: 0, state: succeeded(5) }])
    expect(await work.setOutputs(idOf(1), 1, [{ output: 0, state: failed }])).toBe(false)
    expect((await get(1)).outputs[0]?.state).toEqual(succeeded(5))
  })

  it('hands back what is unfinished', async () => {
    const { work } = opened.store
    await work.setOutputs(idOf(1), 1, [{ output: 0, state: succeeded(5) }])
    await work.setOutputs(idOf(1), 1, [{ output: 1, state: running }])
    expect(await work.release(idOf(1), 1, at(6), 'shutdown')).toBe(true)
    expect(await statusOf(1)).toEqual(['succeeded', 'queued'])
    expect(await opened.store.tasks.list({ project: PROJECT, limit: 1, statuses: ['running'] })).toHaveLength(
      1,
    )
    expect(await claim(7)).toMatchObject({ id: idOf(1), fence: 2, startedAt: at(1) })
  })

  it('cancels what is unfinished when that was asked for', async () => {
    const { work, tasks } = opened.store
    await work.setOutputs(idOf(1), 1, [{ output: 0, state: succeeded(5) }])
    await work.setOutputs(idOf(1), 1, [{ output: 1, state: running }])
    await tasks.cancel(PROJECT, idOf(1), at(6), { onlyQueued: false })
    await work.release(idOf(1), 1, at(7), 'cancelled')
    expect((await get(1)).outputs[1]?.state).toEqual({ status: 'cancelled', finishedAt: at(7) })
    expect((await get(1)).finishedAt).toBe(at(7))
    expect((await whats(1)).slice(-2)).toEqual(['1:cancelled', 'task.finished'])
    expect(await opened.store.work.countByStatus()).toEqual({ queued: 0, running: 0 })
  })

  it.each([0, 2])('writes nothing with the stale fence %i', async (fence) => {
    await neverWrites(fence)
  })

  it('writes nothing after its release', async () => {
    await opened.store.work.release(idOf(1), 1, at(3), 'shutdown')
    await neverWrites(1)
  })

  const neverWrites = async (fence: number) => {
    const { work, tasks, events } = opened.store
    const before = [await get(1), await tasks.attempts(idOf(1)), await events.last()]
    const intent = { moves: [], state: succeeded(1) }
    expect(await work.heartbeat(idOf(1), fence, at(99))).toEqual({ held: false, cancelRequested: false })
    const answers = await Promise.all([
      work.setMedia(idOf(1), fence, { container: 'x' } as MediaInfo),
      work.setTaskProblem(idOf(1), fence, problem('internal', 'x')),
      work.setOutputs(idOf(1), fence, [{ output: 0, state: running }]),
      work.setProgress(idOf(1), fence, [{ output: 0, progress: percent(1) }]),
      work.intendPublish(idOf(1), fence, 0, intent),
      work.logAttempt(idOf(1), fence, { log: 'x' }),
      work.release(idOf(1), fence, at(9), 'x'),
    ])
    expect(answers).toEqual(Array(7).fill(false))
    expect([await get(1), await tasks.attempts(idOf(1)), await events.last()]).toEqual(before)
    expect(await work.pendingPublishes()).toEqual([])
  }
})

describe('retry', () => {
  it('puts failed and cancelled outputs back to work', async () => {
    const { work, tasks } = opened.store
    await submit(1, 3)
    await claim()
    await work.setTaskProblem(idOf(1), 1, problem('source-truncated', 'Cut.'))
    await work.setOutputs(idOf(1), 1, [{ output: 0, state: succeeded(2) }])
    await work.setOutputs(idOf(1), 1, [{ output: 1, state: failed }])
    await tasks.cancel(PROJECT, idOf(1), at(3), { onlyQueued: false })
    await work.release(idOf(1), 1, at(4), 'cancelled')
    expect(await tasks.requeueOutputs(PROJECT, idOf(1), [0, 1, 2, 9])).toBe(2)
    const task = await get(1)
    expect(await statusOf(1)).toEqual(['succeeded', 'queued', 'queued'])
    expect(task.finishedAt).toBeUndefined()
    expect(task.problem).toBeUndefined()
    expect(task.cancelRequested).toBe(false)
    expect(await claim(8)).toMatchObject({ id: idOf(1), fence: 2 })
    expect(await tasks.requeueOutputs(PROJECT, idOf(1), [1])).toBe(0)
  })

  it('leaves the worker its task, which comes back to the queue at the end', async () => {
    const { work, tasks } = opened.store
    await submit(1, 2)
    await claim()
    await work.setOutputs(idOf(1), 1, [{ output: 0, state: failed }])
    expect(await tasks.requeueOutputs(PROJECT, idOf(1), [0])).toBe(1)
    expect(await claim()).toBeUndefined()
    await work.setOutputs(idOf(1), 1, [{ output: 1, state: succeeded(3) }])
    await work.release(idOf(1), 1, at(4), 'done')
    expect(await claim()).toMatchObject({ fence: 2 })
  })
})

describe('the end of a task', () => {
  const finish = async (output: number, state: OutputState, fence = 1) =>
    opened.store.work.setOutputs(idOf(1), fence, [{ output, state }])

  it('is told with the last output, once, and again after a retry', async () => {
    await submit(1, 2)
    await claim()
    await finish(0, succeeded(5))
    await finish(1, failed)
    expect((await whats(1)).slice(2)).toEqual(['0:succeeded', '1:failed', 'task.finished'])
    // Asked for while the worker is still leaving.
    expect(await opened.store.tasks.requeueOutputs(PROJECT, idOf(1), [1])).toBe(1)
    await opened.store.work.release(idOf(1), 1, at(10), 'done')
    await claim(11)
    await finish(1, succeeded(12), 2)
    await opened.store.work.release(idOf(1), 2, at(13), 'done')
    expect((await whats(1)).slice(5)).toEqual(['1:queued', 'task.started', '1:succeeded', 'task.finished'])
  })

  it('is told by the release when that is what ends outputs', async () => {
    await submit(1, 2)
    await claim()
    await finish(0, succeeded(5))
    await opened.store.tasks.cancel(PROJECT, idOf(1), at(6), { onlyQueued: false })
    await opened.store.work.release(idOf(1), 1, at(7), 'cancelled')
    expect((await whats(1)).slice(2)).toEqual(['0:succeeded', '1:cancelled', 'task.finished'])
  })
})
