import { expect, test } from 'vitest'
import { DomainError } from '../../../domain/problem.ts'
import { PRESETS } from '../presets.ts'
import { type TranscodeWish, transcodeOutputs } from './transcodes.ts'

const templates = (...ids: number[]) =>
  ids.flatMap((id) => PRESETS.filter((preset) => preset.id === String(id)))
const outputs = (wish: Partial<TranscodeWish>, ...ids: number[]) =>
  transcodeOutputs({ templates: templates(...ids), ...wish })
const placeOf = (output: ReturnType<typeof outputs>[number] | undefined) =>
  typeof output?.destination === 'function' ? output.destination('task') : output?.destination
const codeOf = (...args: Parameters<typeof outputs>) => {
  try {
    return outputs(...args).length
  } catch (error) {
    return error instanceof DomainError ? error.problem.code : error
  }
}

test('each result has its definition for a name, in the folder of its task', () => {
  const [film, playlist] = outputs({}, 10, 210)
  expect(film).toMatchObject({ name: 'f10', template: '10', spec: { kind: 'file' } })
  expect(placeOf(film)).toEqual({ bucket: 'outputs', key: 'vod/task/f10.mp4' })
  expect(placeOf(playlist)).toMatchObject({
    key: 'vod/task/f210.av.m3u8',
    parts: { segment: 'f210_{number}.ts' },
  })
})

test('a master playlist takes all HLS results in, key frames at the same times', () => {
  const [film, master, ...more] = outputs({ master: true }, 220, 10, 270)
  expect(more).toEqual([])
  expect(film?.name).toBe('f10')
  expect(master).toMatchObject({
    name: 'f10000',
    // 270 has key frames 8 s apart, 220 had 10.
    spec: { kind: 'stream', master: true, segmentDuration: 8, audio: { codec: 'aac' } },
  })
  expect(master?.spec).toHaveProperty('renditions.0.name', 'f220')
  expect(master?.spec).toHaveProperty('renditions.1.name', 'f270')
  for (const i of [0, 1])
    expect(master?.spec).toHaveProperty(
      `renditions.${i}.video`,
      expect.objectContaining({ gop: { seconds: 8 }, sceneCut: false, copy: 'never' }),
    )
  expect(codeOf({ master: true }, 10, 20)).toBe('invalid-parameter')
  expect(codeOf({ master: true }, 210, 6)).toBe('unsupported-parameter')
})

test('templates above the source’s bitrate are left out', () => {
  expect(outputs({ ceiling: 600_000 }, 10, 20, 30, 1010).map(({ name }) => name)).toEqual([
    'f10',
    'f20',
    'f1010',
  ])
  expect(codeOf({ ceiling: 1000 }, 10, 20)).toBe('invalid-parameter')
})

test('aligned results have key frames at the same times', () => {
  for (const { spec } of outputs({ aligned: true }, 10, 80))
    expect(spec).toMatchObject({ video: { gop: { seconds: 8 }, sceneCut: false } })
})
