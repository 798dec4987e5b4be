import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectId } from '../domain/ids.ts'
import { taskStatus } from '../domain/task.ts'
import { instant } from '../domain/units.ts'
import {
  assetIdOf,
  at,
  idOf,
  NOON,
  newAsset,
  newOutput,
  newTask,
  type OpenedStore,
  PROJECT,
  temporaryStore,
} from '../testing/store-kit.ts'

const EVER = instant(0)
const OTHER = projectId('p2')
let opened: OpenedStore
beforeEach(async () => {
  opened = await temporaryStore()
})
afterEach(() => opened[Symbol.asyncDispose]())

describe('insert', () => {
  it('gives back what went in, by id and by serial, with every field', async () => {
    const { tasks } = opened.store
    const full = newTask(1, {
      clientToken: 'tok',
      userData: 'hello',
      priority: -3,
      outputs: [newOutput(0), newOutput(1)],
    })
    const answer = await tasks.insert(full, EVER)
    const expected = { ...full, serial: 1, cancelRequested: false, fence: 0 }
    expect(answer).toEqual({ inserted: expected })
    expect(await tasks.get(PROJECT, full.id)).toEqual(expected)
    expect(await tasks.getBySerial(PROJECT, 1)).toEqual(expected)
    expect({ ...(await tasks.get(PROJECT, full.id)) }.request).toEqual(full.request)
  })

  it('keeps the asset a task works on, and writes one that it brings in with it', async () => {
    const { tasks, assets } = opened.store
    const importing = newAsset(1, { importTask: idOf(1) })
    const answer = await tasks.insert(newTask(1, { asset: importing.id }), EVER, importing)
    expect(answer).toMatchObject({ inserted: { asset: importing.id }, asset: { ...importing, serial: 1 } })
    expect(await tasks.get(PROJECT, idOf(1))).toMatchObject({ asset: importing.id })
    expect(await assets.get(PROJECT, importing.id)).toEqual({ ...importing, serial: 1 })
  })

  it('writes neither task nor asset when the place of an import is taken', async () => {
    const { tasks, assets, events } = opened.store
    await assets.insert(newAsset(1))
    const clash = newAsset(2, { source: newAsset(1).source })
    await expect(tasks.insert(newTask(1), EVER, clash)).rejects.toThrow(/another asset/)
    expect(await tasks.get(PROJECT, idOf(1))).toBeUndefined()
    expect(await assets.get(PROJECT, clash.id)).toBeUndefined()
    expect(await events.last()).toBe(0)
  })

  it('answers another project like a missing task', async () => {
    const { tasks } = opened.store
    await tasks.insert(newTask(1), EVER)
    expect(await tasks.get(OTHER, idOf(1))).toBeUndefined()
    expect(await tasks.getBySerial(OTHER, 1)).toBeUndefined()
    expect(await tasks.get(PROJECT, idOf(2))).toBeUndefined()
  })

  it('keeps a task without outputs', async () => {
    await opened.store.tasks.insert(newTask(1, { outputs: [] }), EVER)
    expect((await opened.store.tasks.get(PROJECT, idOf(1)))?.request).toEqual(newTask(1).request)
  })

  it('refuses an id twice and writes nothing then', async () => {
    const { tasks, events } = opened.store
    await tasks.insert(newTask(1), EVER)
    await expect(tasks.insert(newTask(1), EVER)).rejects.toThrow(/UNIQUE/)
    expect(await events.last()).toBe(1)
    await tasks.insert(newTask(2), EVER)
    expect(await tasks.count({ project: PROJECT })).toBe(2)
  })

  it('lets exactly one of 50 racing equal submits through', async () => {
    const { tasks, events } = opened.store
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => tasks.insert(newTask(n, { clientToken: 'same' }), EVER)),
    )
    const won = answers.filter((a) => 'inserted' in a)
    expect(won).toHaveLength(1)
    const winner = 'inserted' in won[0]! ? won[0].inserted.id : undefined
    expect(answers.filter((a) => 'duplicateOf' in a && a.duplicateOf === winner)).toHaveLength(49)
    expect(await tasks.count({ project: PROJECT })).toBe(1)
    expect(await events.last()).toBe(1)
  })

  it('looks for the token in its project and time only', async () => {
    const { tasks } = opened.store
    await tasks.insert(newTask(1, { clientToken: 'same' }), EVER)
    expect(await tasks.insert(newTask(2, { clientToken: 'same', project: OTHER }), EVER)).toHaveProperty(
      'inserted',
    )
    expect(await tasks.insert(newTask(3, { clientToken: 'same' }), instant(NOON + 1))).toEqual({
      duplicateOf: idOf(1),
    })
    expect(await tasks.insert(newTask(4, { clientToken: 'same' }), instant(NOON + 2))).toHaveProperty(
      'inserted',
    )
    expect(await tasks.insert(newTask(5), EVER)).toHaveProperty('inserted')
    expect(await tasks.insert(newTask(6), EVER)).toHaveProperty('inserted')
  })
})

describe('list and count', () => {
  const serials = async (query: object) =>
    (await opened.store.tasks.list({ project: PROJECT, limit: 100, ...query })).map((t) => t.serial)

  beforeEach(async () => {
    const { tasks, work } = opened.store
    for (let n = 1; n <= 6; n++)
      await tasks.insert(
        newTask(n, { dialect: n % 2 ? 'odd' : 'even', outputs: [newOutput(0), newOutput(1)] }),
        EVER,
      )
    await tasks.insert(newTask(7, { project: OTHER }), EVER)
    await tasks.cancel(PROJECT, idOf(2), at(1), { onlyQueued: true })
    const claimed = await work.claim('w', at(1), at(60))
    await work.setOutputs(claimed!.id, 1, [
      { output: 0, state: { status: 'running', progress: 0 as never, startedAt: at(1) } },
    ])
  })

  it('goes newest first in pages', async () => {
    expect(await serials({})).toEqual([6, 5, 4, 3, 2, 1])
    expect(await serials({ limit: 2 })).toEqual([6, 5])
    expect(await serials({ limit: 2, after: 5 })).toEqual([4, 3])
    expect(await serials({ after: 1 })).toEqual([])
    expect(
      (await opened.store.tasks.list({ project: PROJECT, limit: 3 })).map((t) => t.outputs.length),
    ).toEqual([2, 2, 2])
  })

  it('filters, and counts the same', async () => {
    const cases: [object, number[]][] = [
      [{ statuses: ['cancelled'] }, [2]],
      [{ statuses: ['running'] }, [1]],
      [{ statuses: ['running', 'queued', 'queued'] }, [6, 5, 4, 3, 1]],
      [{ statuses: [] }, []],
      [{ dialect: 'odd' }, [5, 3, 1]],
      [{ dialect: 'odd', statuses: ['queued'] }, [5, 3]],
      [{ createdFrom: NOON + 3, createdTo: NOON + 4 }, [4, 3]],
      [{ createdTo: NOON + 2, statuses: ['cancelled', 'failed'] }, [2]],
    ]
    for (const [query, expected] of cases) {
      expect(await serials(query), JSON.stringify(query)).toEqual(expected)
      expect(await opened.store.tasks.count({ project: PROJECT, ...query })).toBe(expected.length)
    }
    expect(await serials({ statuses: ['running', 'queued'], limit: 2, after: 5 })).toEqual([4, 3])
  })

  it('pages a window of the past that is behind many newer tasks', async () => {
    const { tasks } = opened.store
    for (let n = 10; n < 520; n++) await tasks.insert(newTask(n), EVER)
    const window = { createdFrom: instant(NOON + 1), createdTo: instant(NOON + 6) }
    expect(await serials({ ...window, limit: 2 })).toEqual([6, 5])
    expect(await serials({ ...window, limit: 3, after: 5 })).toEqual([4, 3, 2])
    expect(await serials({ ...window, dialect: 'odd', statuses: ['queued', 'running'] })).toEqual([5, 3, 1])
    expect(await serials({ createdFrom: instant(NOON + 518), limit: 1 })).toEqual([517])
  })

  it('finds the tasks of an asset among others, newest first', async () => {
    const { tasks } = opened.store
    for (const n of [11, 12, 13])
      await tasks.insert(newTask(n, { asset: assetIdOf(n === 12 ? 2 : 1), dialect: 'odd' }), EVER)
    await tasks.insert(newTask(14, { asset: assetIdOf(1), project: OTHER }), EVER)
    const [thirteen, eleven] = await serials({ asset: assetIdOf(1) })
    expect([thirteen, eleven]).toEqual([10, 8])
    expect(await serials({ asset: assetIdOf(1), after: 10, statuses: ['queued'] })).toEqual([8])
    expect(await serials({ asset: assetIdOf(1), createdFrom: instant(NOON + 12) })).toEqual([10])
    expect(await serials({ asset: assetIdOf(1), dialect: 'even' })).toEqual([])
    expect(await serials({ asset: assetIdOf(9) })).toEqual([])
    expect(await tasks.count({ project: PROJECT, asset: assetIdOf(1) })).toBe(2)
  })

  it('files each task under the status its outputs have', async () => {
    for (const status of ['queued', 'running', 'cancelled'] as const)
      for (const task of await opened.store.tasks.list({ project: PROJECT, limit: 9, statuses: [status] }))
        expect(taskStatus(task.outputs)).toBe(status)
  })
})

describe('cancel', () => {
  it('ends a waiting task at once', async () => {
    const { tasks, work, events } = opened.store
    await tasks.insert(newTask(1, { outputs: [newOutput(0), newOutput(1)] }), EVER)
    expect(await tasks.cancel(PROJECT, idOf(1), at(5), { onlyQueued: false })).toBe('queued')
    const task = await tasks.get(PROJECT, idOf(1))
    expect(task?.outputs.map((o) => o.state)).toEqual(
      Array(2).fill({ status: 'cancelled', finishedAt: at(5) }),
    )
    expect(task?.finishedAt).toBe(at(5))
    expect(await work.claim('w', at(6), at(60))).toBeUndefined()
    expect(await tasks.cancel(PROJECT, idOf(1), at(9), { onlyQueued: false })).toBe('cancelled')
    expect((await events.since(PROJECT, 1, 10)).map((e) => e.what)).toEqual([
      { type: 'output.changed', output: 0, status: 'cancelled' },
      { type: 'output.changed', output: 1, status: 'cancelled' },
      { type: 'task.finished', status: 'cancelled' },
    ])
  })

  it('marks a task that a worker has, also before its first output runs', async () => {
    const { tasks, work } = opened.store
    await tasks.insert(newTask(1), EVER)
    await work.claim('w', at(1), at(60))
    expect(await tasks.cancel(PROJECT, idOf(1), at(2), { onlyQueued: true })).toBe('running')
    expect((await tasks.get(PROJECT, idOf(1)))?.cancelRequested).toBe(false)
    expect(await tasks.cancel(PROJECT, idOf(1), at(2), { onlyQueued: false })).toBe('running')
    expect((await tasks.get(PROJECT, idOf(1)))?.cancelRequested).toBe(true)
    expect(await work.heartbeat(idOf(1), 1, at(90))).toEqual({ held: true, cancelRequested: true })
  })

  it("does not know another project's task", async () => {
    const { tasks } = opened.store
    await tasks.insert(newTask(1), EVER)
    expect(await tasks.cancel(OTHER, idOf(1), at(1), { onlyQueued: false })).toBeUndefined()
    expect(await tasks.requeueOutputs(OTHER, idOf(1), [0])).toBe(0)
  })
})
