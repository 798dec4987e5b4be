import { expect, test } from 'vitest'
import { instant, percent } from '../domain/units.ts'
import { at, idOf, NOON, newTask, PROJECT, succeeded, temporaryStore } from '../testing/store-kit.ts'

test('pages by their number are the same as pages by their last row', async () => {
  await using opened = await temporaryStore()
  const { tasks } = opened.store
  for (let n = 1; n <= 7; n++) await tasks.insert(newTask(n), instant(0))
  await tasks.cancel(PROJECT, idOf(3), NOON, { onlyQueued: true })
  const serials = async (query: object) =>
    (await tasks.list({ project: PROJECT, limit: 3, ...query })).map(({ serial }) => serial)
  expect(await serials({ offset: 0 })).toEqual([7, 6, 5])
  expect(await serials({ offset: 3 })).toEqual([4, 3, 2])
  expect(await serials({ offset: 6 })).toEqual([1])
  expect(await serials({ offset: 9 })).toEqual([])
  expect(await serials({ offset: 1, statuses: ['queued'] })).toEqual([6, 5, 4])
  expect(await serials({ offset: 2, statuses: ['queued', 'cancelled'] })).toEqual([5, 4, 3])
  expect(await serials({ offset: 1, createdTo: instant(NOON + 5) })).toEqual([4, 3, 2])
})

test('only the record of a task that is over is removed, and only in its project', async () => {
  await using opened = await temporaryStore()
  const { tasks } = opened.store
  for (const n of [1, 2]) await tasks.insert(newTask(n), instant(0))
  expect(await tasks.remove(PROJECT, idOf(1))).toBe(false)
  await tasks.cancel(PROJECT, idOf(1), NOON, { onlyQueued: true })
  expect((await tasks.get(PROJECT, idOf(1)))?.cancelRequested).toBe(true)
  expect(await tasks.remove('other' as typeof PROJECT, idOf(1))).toBe(false)
  expect(await tasks.remove(PROJECT, idOf(1))).toBe(true)
  expect(await tasks.get(PROJECT, idOf(1))).toBeUndefined()
  expect(await tasks.remove(PROJECT, idOf(1))).toBe(false)
  expect((await tasks.get(PROJECT, idOf(2)))?.outputs).toHaveLength(1)

  const { work } = opened.store
  const claimed = await work.claim('w', at(1), at(60))
  expect(claimed?.id).toBe(idOf(2))
  expect(await tasks.remove(PROJECT, idOf(2))).toBe(false)
  await work.setOutputs(idOf(2), 1, [
    { output: 0, state: { status: 'running', progress: percent(0), startedAt: at(1) } },
  ])
  expect(await tasks.remove(PROJECT, idOf(2))).toBe(false)
  expect(await work.setOutputs(idOf(2), 1, [{ output: 0, state: succeeded(2) }])).toBe(true)
  expect(await tasks.remove(PROJECT, idOf(2))).toBe(true)
  expect(await work.release(idOf(2), 1, at(3), 'done')).toBe(false)
})
