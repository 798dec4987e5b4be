import { describe, expect, test } from 'vitest'
import type { TaskQuery } from '../../../domain/ports.ts'
import { ask, fakeApp, jsonOf } from '../../../testing/pentode-api.ts'
import { at, queued, T0, task } from '../../../testing/pentode-task.ts'

describe('listing', () => {
  const asked: TaskQuery[] = []
  const app = fakeApp({
    tasks: {
      pace: () => ({}),
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
    const pages: (string | undefined)[] = ['']
    while (pages.at(-1) !== undefined && pages.length < 10) {
      const page = pages.at(-1)
      const reply = jsonOf(await ask(app, 'GET', `/api/v1/tasks?limit=2${page && `&page=${page}`}`))
      serials.push(...reply.tasks.map((t: { serial: number }) => t.serial))
      pages.push(reply.nextPage)
    }
    expect(serials).toEqual([5, 4, 3, 2, 1])
    // The last page knows that it is the last.
    expect(pages.length).toBe(1 + 3)
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
