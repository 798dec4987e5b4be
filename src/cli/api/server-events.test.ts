import { expect, it } from 'vitest'
import { readServerEvents, type ServerEvent } from './server-events.ts'

const read = async (text: string, size: number): Promise<ServerEvent[]> => {
  const bytes = new TextEncoder().encode(text)
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const events: ServerEvent[] = []
  for await (const event of readServerEvents(chunks())) events.push(event)
  return events
}

const STREAM =
  'retry: 2000\n\n: keep-alive\n\nid: 1\nevent: task.submitted\ndata: {"a":\ndata: "ü"}\n\nevent: progress\r\ndata:{}\r\n\r\ndata: x\n\nevent: cut\ndata: {'

it.each([1, 2, 3, 7, 1000])('reads events from pieces of %i bytes', async (size) => {
  expect(await read(STREAM, size)).toEqual([
    { event: 'task.submitted', data: '{"a":\n"ü"}' },
    { event: 'progress', data: '{}' },
    { event: 'message', data: 'x' },
  ])
})
