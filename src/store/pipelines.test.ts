import { expect, it } from 'vitest'
import { at, idOf, newTask, PROJECT, temporaryStore } from '../testing/store-kit.ts'

const lane = (id: string, paused = false) => ({
  ...{ dialect: 'pentode', project: PROJECT, id, name: id, paused, params: { Speed: 'Standard' } },
  ...{ createdAt: at(0), updatedAt: at(0) },
})

it('keeps pipelines per project', async () => {
  await using opened = await temporaryStore()
  const { pipelines } = opened.store
  expect(await pipelines.insert(lane('a'))).toBe(true)
  expect(await pipelines.insert(lane('a', true))).toBe(false)
  expect(await pipelines.get('pentode', PROJECT, 'a')).toEqual(lane('a'))
  expect(await pipelines.get('pentode', 'other' as never, 'a')).toBeUndefined()
  expect(await pipelines.list('pentode', PROJECT)).toEqual([lane('a')])
  expect(await pipelines.update(lane('none'))).toBe(false)
  expect(await pipelines.delete('pentode', PROJECT, 'none')).toBe('absent')
  expect(await pipelines.delete('pentode', PROJECT, 'a')).toBe('deleted')
})

it('holds the waiting tasks of a paused pipeline back, and lets them go', async () => {
  await using opened = await temporaryStore()
  const { pipelines, tasks, work } = opened.store
  await pipelines.insert(lane('a'))
  await tasks.insert(newTask(1, { pipeline: 'a', priority: 9 }), at(-9))
  await tasks.insert(newTask(2), at(-9))
  await pipelines.update(lane('a', true))
  await tasks.insert(newTask(3, { pipeline: 'a', priority: 9 }), at(-9))
  expect((await tasks.get(PROJECT, idOf(1)))?.pipeline).toBe('a')
  expect((await work.claim('w', at(1), at(2)))?.id).toBe(idOf(2))
  expect(await work.claim('w', at(1), at(2))).toBeUndefined()
  expect(await work.countByStatus()).toEqual({ queued: 2, running: 1 })
  expect(await pipelines.delete('pentode', PROJECT, 'a')).toBe('in-use')

  await pipelines.update(lane('a', false))
  expect((await work.claim('w', at(1), at(2)))?.id).toBe(idOf(1))
  expect((await work.claim('w', at(1), at(2)))?.id).toBe(idOf(3))
})

it('asks the pipeline again when a finished task is put back to work', async () => {
  await using opened = await temporaryStore()
  const { pipelines, tasks, work } = opened.store
  await pipelines.insert(lane('a'))
  await tasks.insert(newTask(1, { pipeline: 'a' }), at(-9))
  await tasks.cancel(PROJECT, idOf(1), at(1), { onlyQueued: false })
  await pipelines.update(lane('a', true))
  await tasks.requeueOutputs(PROJECT, idOf(1), [0])
  expect(await work.claim('w', at(1), at(2))).toBeUndefined()
  await tasks.cancel(PROJECT, idOf(1), at(1), { onlyQueued: false })
  expect(await pipelines.delete('pentode', PROJECT, 'a')).toBe('deleted')
  await tasks.requeueOutputs(PROJECT, idOf(1), [0])
  expect((await work.claim('w', at(1), at(2)))?.id).toBe(idOf(1))
})

it('keeps a task back that loses its worker while the pipeline is paused', async () => {
  await using opened = await temporaryStore()
  const { pipelines, tasks, work } = opened.store
  await pipelines.insert(lane('a'))
  await tasks.insert(newTask(1, { pipeline: 'a' }), at(-9))
  await work.claim('w', at(1), at(2))
  await pipelines.update(lane('a', true))
  expect(await work.requeueLost(at(9), 3)).toEqual([idOf(1)])
  expect(await work.claim('w', at(10), at(11))).toBeUndefined()
})
