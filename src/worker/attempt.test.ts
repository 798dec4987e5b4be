import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fail } from '../domain/problem.ts'
import { instant } from '../domain/units.ts'
import { at, NOON, newTask, type OpenedStore, temporaryStore } from '../testing/store-kit.ts'
import { attemptTask } from './attempt.ts'
import type { WorkContext } from './context.ts'
import { createPaces } from './paces.ts'

let dir: string
let opened: OpenedStore
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'attempt-'))
  opened = await temporaryStore()
})
afterEach(async () => {
  await opened[Symbol.asyncDispose]()
  await rm(dir, { recursive: true })
})

/** A source that comes until nobody wants it any more. */
const endless: WorkContext['egress'] = {
  download: (_url, _target, { signal }) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
}

test('a task is queued again when the store did not answer for a whole lease', async () => {
  const { store } = opened
  const source = { from: 'url', url: 'http://example.com/a.mp4' } as const
  await store.tasks.insert(newTask(1, { source }), instant(0))
  const task = await store.work.claim('w', NOON, at(30))
  if (!task) throw new Error('nothing to claim')
  const silent = async () => {
    throw fail('storage-full', 'The disk that holds the database is full.')
  }
  const outcomes: string[] = []
  const context = {
    work: { ...store.work, heartbeat: silent },
    egress: endless,
    attemptsDir: dir,
    leaseMs: 300,
    now: () => instant(Date.now()),
    log: pino({ level: 'silent' }),
    paces: createPaces(),
    onProgress: () => {},
    onReleased: () => {},
    onCommit: () => {},
    onCancelled: () => () => {},
    observe: { attempt: (outcome) => outcomes.push(outcome), output: () => {} },
  } satisfies Partial<WorkContext>
  await attemptTask(context as unknown as WorkContext, task, new AbortController().signal)
  expect(outcomes).toEqual(['lost'])
  expect(await store.work.claim('w', NOON, at(30))).toMatchObject({ id: task.id, fence: task.fence + 1 })
})
