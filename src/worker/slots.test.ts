import { expect, it } from 'vitest'
import { createSlots } from './slots.ts'

it('runs as many as there are slots, and all in the end, in order', async () => {
  const run = createSlots(2)
  const { signal } = new AbortController()
  let running = 0
  let most = 0
  const ends: (() => void)[] = []
  const order: number[] = []
  const all = [0, 1, 2, 3, 4].map((i) =>
    run(async () => {
      order.push(i)
      most = Math.max(most, ++running)
      await new Promise<void>((resolve) => ends.push(resolve))
      running--
    }, signal),
  )
  for (let i = 0; i < 5; i++) {
    await expect.poll(() => ends.length).toBeGreaterThan(0)
    ends.shift()?.()
  }
  await Promise.all(all)
  expect(most).toBe(2)
  expect(order).toEqual([0, 1, 2, 3, 4])
})

it('frees the slot of work that fails, and of a caller that is gone', async () => {
  const run = createSlots(1)
  const gone = AbortSignal.abort(new Error('gone'))
  const here = new AbortController().signal
  await expect(run(async () => Promise.reject(new Error('no')), here)).rejects.toThrow('no')
  await expect(run(async () => 1, gone)).rejects.toThrow('gone')
  await expect(run(async () => 2, here)).resolves.toBe(2)
})
