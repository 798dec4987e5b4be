import { expect, it } from 'vitest'
import type { Task } from '../domain/task.ts'
import { instant } from '../domain/units.ts'
import { createEmbeddedQueue } from './embedded.ts'

const setUp = (tasks: (Task | undefined)[]) => {
  const listeners = new Set<() => void>()
  let claims = 0
  const queue = createEmbeddedQueue({
    work: {
      claim: async () => {
        claims++
        return tasks.shift()
      },
    },
    worker: 'w',
    leaseMs: 1000,
    now: () => instant(0),
    onCommitted: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  const commit = (): void => {
    for (const listener of listeners) listener()
  }
  return { queue, commit, listeners, claims: () => claims }
}
const task = { id: 't' } as unknown as Task

it('answers a task that waits at once', async () => {
  const { queue, listeners } = setUp([task])
  expect(await queue.next(new AbortController().signal)).toBe(task)
  expect(listeners.size).toBe(0)
})

it('looks again after a commit, and only then', async () => {
  const { queue, commit, claims } = setUp([undefined, undefined, task])
  const next = queue.next(new AbortController().signal)
  await expect.poll(claims).toBe(1)
  commit()
  await expect.poll(claims).toBe(2)
  commit()
  expect(await next).toBe(task)
})

it('does not miss a commit that comes while it looks', async () => {
  const later: (Task | undefined)[] = [undefined, task]
  const { queue, commit } = setUp(later)
  const next = queue.next(new AbortController().signal)
  // The first claim is under way: it has seen nothing yet.
  commit()
  expect(await next).toBe(task)
})

it('ends without a task when told to', async () => {
  const { queue, listeners } = setUp([])
  const controller = new AbortController()
  const next = queue.next(controller.signal)
  controller.abort()
  expect(await next).toBeUndefined()
  expect(listeners.size).toBe(0)
})
