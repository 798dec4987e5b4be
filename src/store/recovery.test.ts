import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

let opened: OpenedStore
beforeEach(async () => {
  opened = await temporaryStore()
  const { tasks, work } = opened.store
  await tasks.insert(newTask(1, { outputs: [newOutput(0), newOutput(1)] }), instant(0))
  await work.claim('w', at(0), at(30))
  await work.setOutputs(idOf(1), 1, [{ output: 0, state: succeeded(5) }])
  await work.setOutputs(idOf(1), 1, [
    { output: 1, state: { status: 'running', progress: percent(3), startedAt: at(2) } },
  ])
})
afterEach(() => opened[Symbol.asyncDispose]())
const get = async () => (await opened.store.tasks.get(PROJECT, idOf(1)))!

describe('requeueLost', () => {
  it('waits for the end of the lease', async () => {
    const { work } = opened.store
    await work.heartbeat(idOf(1), 1, at(40))
    expect(await work.requeueLost(at(40), 3)).toEqual([])
    expect(await work.requeueLost(at(41), 3)).toEqual([idOf(1)])
    expect((await get()).outputs.map((o) => o.state)).toMatchObject([
      { status: 'succeeded' },
      // What was seen of it does not go back.
      { status: 'queued', progress: 3 },
    ])
    expect(await work.setOutputs(idOf(1), 1, [{ output: 1, state: succeeded(50) }])).toBe(false)
    expect(await work.countByStatus()).toEqual({ queued: 1, running: 0 })
    expect(await opened.store.tasks.attempts(idOf(1))).toMatchObject([
      { outcome: 'lost', finishedAt: at(41) },
    ])
  })

  it('takes tasks with a live lease when no worker lives', async () => {
    expect(await opened.store.work.requeueLost(at(1), 3, 'any')).toEqual([idOf(1)])
  })

  it('fails what was lost too often, and keeps what was made', async () => {
    const { work } = opened.store
    await work.requeueLost(at(41), 3)
    await work.claim('w', at(42), at(50))
    await work.requeueLost(at(51), 3)
    expect((await get()).finishedAt).toBeUndefined()
    await work.claim('w', at(52), at(60))
    expect(await work.requeueLost(at(61), 3)).toEqual([idOf(1)])
    const task = await get()
    expect(task.outputs[1]?.state).toMatchObject({
      status: 'failed',
      finishedAt: at(61),
      problem: { code: 'interrupted', detail: { attempts: 3 } },
    })
    expect(task.finishedAt).toBe(at(61))
    expect((await opened.store.events.since(PROJECT, 0, 99)).at(-1)?.what).toEqual({
      type: 'task.finished',
      status: 'partly-failed',
    })
    expect(await work.claim('w', at(62), at(70))).toBeUndefined()
  })

  it('does not count attempts that were handed back, and counts anew after a retry', async () => {
    const { work, tasks } = opened.store
    await work.release(idOf(1), 1, at(6), 'shutdown')
    await work.claim('w', at(7), at(8))
    await work.requeueLost(at(9), 1)
    expect((await get()).outputs[1]?.state.status).toBe('failed')
    await tasks.requeueOutputs(PROJECT, idOf(1), [1])
    await work.claim('w', at(10), at(11))
    await work.requeueLost(at(12), 2)
    expect((await get()).outputs[1]?.state.status).toBe('queued')
  })

  it('cancels instead when that was asked for', async () => {
    const { work, tasks } = opened.store
    await tasks.cancel(PROJECT, idOf(1), at(6), { onlyQueued: false })
    await work.requeueLost(at(41), 3)
    expect((await get()).outputs[1]?.state).toEqual({ status: 'cancelled', finishedAt: at(41) })
  })

  it('finishes a task whose worker vanished between the last output and the release', async () => {
    const { work } = opened.store
    await work.setOutputs(idOf(1), 1, [{ output: 1, state: succeeded(7) }])
    expect(await work.requeueLost(at(41), 1)).toEqual([idOf(1)])
    expect((await get()).finishedAt).toBe(at(7))
    expect((await opened.store.events.since(PROJECT, 0, 99)).at(-1)?.what).toEqual({
      type: 'task.finished',
      status: 'succeeded',
    })
  })
})

describe('publish intents', () => {
  const intent = { moves: [{ from: '/x/1.mp4', bucket: 'outputs', key: 'a/1.mp4' }], state: succeeded(9) }

  it('stand until the output is settled', async () => {
    const { work } = opened.store
    expect(await work.intendPublish(idOf(1), 1, 1, intent)).toBe(true)
    expect(await work.intendPublish(idOf(1), 1, 0, intent)).toBe(false)
    expect(await work.pendingPublishes()).toEqual([{ task: idOf(1), fence: 1, output: 1, intent }])
    expect(await work.setOutputs(idOf(1), 1, [{ output: 1, state: intent.state }])).toBe(true)
    expect(await work.pendingPublishes()).toEqual([])
  })

  it('fall with their claim', async () => {
    const { work } = opened.store
    await work.intendPublish(idOf(1), 1, 1, intent)
    await work.requeueLost(at(41), 3)
    expect(await work.pendingPublishes()).toEqual([])
    await work.claim('w', at(42), at(60))
    expect(await work.pendingPublishes()).toEqual([])
  })
})
