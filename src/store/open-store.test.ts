import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TaskEvent } from '../domain/event.ts'
import { accessKeyId, projectId } from '../domain/ids.ts'
import type { Template } from '../domain/template.ts'
import { instant } from '../domain/units.ts'
import {
  at,
  idOf,
  NOON,
  newOutput,
  newTask,
  type OpenedStore,
  PROJECT,
  temporaryStore,
} from '../testing/store-kit.ts'

const OTHER = projectId('p2')
let opened: OpenedStore
beforeEach(async () => {
  opened = await temporaryStore()
})
afterEach(() => opened[Symbol.asyncDispose]())

describe('events', () => {
  it('are read by project, by task and in pages', async () => {
    const { tasks, events } = opened.store
    expect(await events.last()).toBe(0)
    for (let n = 1; n <= 4; n++)
      await tasks.insert(newTask(n, { project: n === 3 ? OTHER : PROJECT }), instant(0))
    const ids = async (...args: Parameters<typeof events.since>) =>
      (await events.since(...args)).map((e) => e.id)
    expect(await ids(PROJECT, 0, 10)).toEqual([1, 2, 4])
    expect(await ids(PROJECT, 1, 1)).toEqual([2])
    expect(await ids(PROJECT, 0, 10, idOf(4))).toEqual([4])
    expect(await ids(OTHER, 0, 10, idOf(4))).toEqual([])
    expect(await events.last()).toBe(4)
    expect(await events.since(OTHER, 0, 10)).toEqual([
      { id: 3, project: OTHER, task: idOf(3), at: instant(NOON + 3), what: { type: 'task.submitted' } },
    ])
  })

  it('are pruned by age, the newest one kept', async () => {
    const { tasks, events } = opened.store
    for (let n = 1; n <= 5; n++) await tasks.insert(newTask(n, { createdAt: at(n) }), instant(0))
    expect(await events.prune(at(3))).toBe(2)
    expect((await events.since(PROJECT, 0, 10)).map((e) => e.id)).toEqual([3, 4, 5])
    expect(await events.prune(at(99))).toBe(2)
    expect(await events.prune(at(99))).toBe(0)
    expect(await events.last()).toBe(5)
  })

  it("of calls without a time bear the clock's", async () => {
    const { tasks, events } = opened.store
    await tasks.insert(newTask(1), instant(0))
    await tasks.cancel(PROJECT, idOf(1), at(1), { onlyQueued: true })
    await tasks.requeueOutputs(PROJECT, idOf(1), [0])
    expect((await events.since(PROJECT, 0, 10)).at(-1)?.at).toBe(NOON)
  })
})

describe('onCommit', () => {
  it('tells what was written once it can be read, and nothing that was not', async () => {
    const { store } = opened
    const told: TaskEvent[][] = []
    const stop = store.onCommit((events) => told.push([...events]))
    await store.tasks.insert(newTask(1, { outputs: [newOutput(0)] }), instant(0))
    await expect(store.tasks.insert(newTask(1), instant(0))).rejects.toThrow()
    await store.tasks.cancel(PROJECT, idOf(1), at(1), { onlyQueued: true })
    await store.tasks.get(PROJECT, idOf(1))
    expect(told.map((events) => events.map((e) => e.what.type))).toEqual([
      ['task.submitted'],
      ['output.changed', 'task.finished'],
    ])
    expect(told.flat()).toEqual(await store.events.since(PROJECT, 0, 10))
    stop()
    await store.tasks.insert(newTask(2), instant(0))
    await store.tasks.get(PROJECT, idOf(2))
    expect(told).toHaveLength(2)
  })
})

describe('templates', () => {
  const template: Template & { project: typeof PROJECT } = {
    dialect: 'tencent-mps',
    id: '1000',
    name: 'mine',
    spec: newOutput(0).spec,
    params: { Container: 'mp4' },
    project: PROJECT,
    createdAt: at(0),
    updatedAt: at(0),
  }

  it('are stored, changed and deleted within dialect and project', async () => {
    const { templates } = opened.store
    expect(await templates.insert(template)).toBe(true)
    expect(await templates.insert({ ...template, name: 'again' })).toBe(false)
    expect(await templates.insert({ ...template, project: OTHER })).toBe(true)
    const { params: _, ...bare } = template
    const changed = { ...bare, name: 'new', description: 'd', updatedAt: at(5) }
    expect(await templates.update(changed)).toBe(true)
    expect(await templates.get('tencent-mps', PROJECT, '1000')).toEqual(changed)
    expect(await templates.get('tencent-mps', OTHER, '1000')).toEqual({ ...template, project: OTHER })
    expect(await templates.list('tencent-mps', PROJECT)).toEqual([changed])
    expect(await templates.list('huawei-mpc', PROJECT)).toEqual([])
    expect(await templates.update({ ...template, id: '2' })).toBe(false)
    expect(await templates.delete('tencent-mps', PROJECT, '1000')).toBe(true)
    expect(await templates.delete('tencent-mps', PROJECT, '1000')).toBe(false)
    expect(await templates.get('tencent-mps', PROJECT, '1000')).toBeUndefined()
  })
})

it('keeps access keys', async () => {
  const { keys } = opened.store
  const key = { id: accessKeyId('AK1'), secret: 's', project: PROJECT, createdAt: at(1) }
  await keys.put(key)
  await keys.put({ ...key, id: accessKeyId('AK0'), createdAt: at(0) })
  expect(await keys.get(accessKeyId('AK1'))).toEqual(key)
  expect(await keys.get(accessKeyId('ak1'))).toBeUndefined()
  expect((await keys.list()).map((k) => k.id)).toEqual(['AK0', 'AK1'])
  await keys.put({ ...key, secret: 'rotated' })
  expect(await keys.get(key.id)).toEqual({ ...key, secret: 'rotated' })
})
