import { expect, test } from 'vitest'
import type { ProgressNews } from '../domain/event.ts'
import type { OutputState, Task } from '../domain/task.ts'
import { instant, percent } from '../domain/units.ts'
import type { WorkContext } from './context.ts'
import { createPaces } from './paces.ts'
import { attemptProgress } from './progress.ts'

const work = { of: 'work' }
const taskOf = (...states: readonly OutputState[]): Task =>
  ({ id: 'a', fence: 2, project: 'p', outputs: states.map((state, index) => ({ index, state })) }) as never

/** A second passes with each look at the clock. Stores what it is given, unless it fails. */
const watch = (task: Task, store = async () => true) => {
  const seen: string[] = []
  let clock = 0
  const set = (to: number): void => {
    clock = to
  }
  const context = {
    work: {
      setProgress: async (_id: string, _fence: number, all: readonly { progress: number }[]) => {
        const ok = await store()
        if (ok) seen.push(`stored ${all.map(({ progress }) => Math.round(progress))}`)
        return ok
      },
    },
    now: () => instant(1000 * clock++),
    paces: createPaces(),
    onProgress: ({ progress, outputs }: ProgressNews) =>
      seen.push(`told ${Math.round(progress)}: ${outputs.map((o) => Math.round(o.progress))}`),
  }
  return { seen, set, progress: attemptProgress(context as unknown as WorkContext, task) }
}

test('what is told is stored before, and begins where an earlier attempt had come to', async () => {
  const { seen, progress } = watch(
    taskOf({ status: 'queued', progress: percent(40) }, { status: 'queued' }, {
      status: 'cancelled',
    } as never),
  )
  progress.lay([{ of: work, weight: 1, outputs: [0, 1] }])
  progress.advance(work, 0.5)
  await progress.end()
  expect(seen).toEqual(['stored 70,50', 'told 73: 70,50'])
})

test('what could not be stored is not told', async () => {
  const { seen, progress } = watch(taskOf({ status: 'queued' }), async () => {
    throw new Error('the disk is full')
  })
  progress.lay([{ of: work, weight: 1, outputs: [0] }])
  progress.advance(work, 0.5)
  await progress.end()
  expect(seen).toEqual([])
})

test('nothing more is said of an output that is over', async () => {
  const { seen, progress } = watch(taskOf({ status: 'queued' }, { status: 'queued' }))
  progress.lay([{ of: work, weight: 1, outputs: [0, 1] }])
  progress.done(0)
  progress.advance(work, 0.5)
  await progress.end()
  expect(seen).toEqual(['stored 50', 'told 75: 50'])
})

test('a clock that is set back does not silence it', async () => {
  const { seen, set, progress } = watch(taskOf({ status: 'queued' }))
  progress.lay([{ of: work, weight: 1, outputs: [0] }])
  set(7200)
  progress.advance(work, 0.25)
  set(3600)
  progress.advance(work, 0.5)
  await progress.end()
  expect(seen.at(-1)).toBe('told 50: 50')
})
