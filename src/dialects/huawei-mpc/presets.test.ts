import { expect, test } from 'vitest'
import { PRESETS } from './presets.ts'
import { MAX_ID } from './service.ts'

test('ids are unique, fit the clients, and leave room for those of users', () => {
  const ids = PRESETS.map(({ id }) => Number(id))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => id > 0 && id < 1_000_000 && id < MAX_ID)).toBe(true)
  expect(ids).toHaveLength(28)
})

test('4 is HLS of 480x270 in H.264, with AAC', () => {
  const preset = PRESETS.find(({ id }) => id === '4')
  expect(preset?.name).toBe('HLS_H.264_480x270')
  expect(preset?.spec).toMatchObject({
    kind: 'stream',
    renditions: [{ video: { codec: 'h264', size: { second: 270 }, rate: { bitrate: 200_000 } } }],
    audio: { codec: 'aac', bitrate: 64_000, sampleRate: 44_100, channels: 2 },
  })
})
