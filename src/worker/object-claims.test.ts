import { expect, it } from 'vitest'
import type { Task } from '../domain/task.ts'
import { objectClaims } from './object-claims.ts'

const output = (index: number, key: string) => ({
  index,
  name: `o${index}`,
  destination: { bucket: 'b', key },
  state: { status: 'queued' },
})
const task = {
  outputs: [output(0, 'v/master.m3u8'), output(1, 'v/720p/index.m3u8'), output(2, 'c.mp4')],
} as unknown as Task
const moves = (...keys: string[]) => keys.map((key) => ({ from: '/x', bucket: 'b', key }))

it('an output may not publish what is the main object of another', () => {
  expect(
    objectClaims(task).claim(0, moves('v/720p/0.ts', 'v/720p/index.m3u8', 'v/master.m3u8')),
  ).toMatchObject({
    code: 'output-invalid',
    message: expect.stringContaining('v/720p/index.m3u8, which belongs to the output o1'),
  })
})

it('nor a part of another; what was claimed stays claimed, and a retry may claim its own again', () => {
  const claims = objectClaims(task)
  expect(claims.claim(0, moves('v/0.ts', 'v/master.m3u8'))).toBeUndefined()
  expect(claims.claim(0, moves('v/0.ts', 'v/master.m3u8'))).toBeUndefined()
  expect(claims.claim(2, moves('v/0.ts', 'c.mp4'))).toMatchObject({ code: 'output-invalid' })
})
