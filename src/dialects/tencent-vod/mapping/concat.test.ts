import { expect, test } from 'vitest'
import { DomainError } from '../../../domain/problem.ts'
import { mediaStubs } from '../../../testing/media-stubs.ts'
import { concatOutputs } from './concat.ts'

const others = ['b', 'c'].map((key) => ({ source: { bucket: 'outputs', key } }))

test('each type is one output of all files in their order', () => {
  const outputs = concatOutputs(['mp4', 'm3u8', 'mp4'], mediaStubs.hd30, others)
  const tail = ['b', 'c'].map((key) => ({ source: { from: 'object', bucket: 'outputs', key } }))
  expect(outputs.map(({ name, spec }) => [name, spec])).toMatchObject([
    ['concat-mp4', { kind: 'file', container: 'mp4', video: { codec: 'h264' }, join: { head: [], tail } }],
    ['concat-m3u8', { kind: 'stream', protocol: 'hls', master: false, join: { tail } }],
  ])
})

test('the first file needs a picture', () =>
  expect(() => concatOutputs(['mp4'], { ...mediaStubs.hd30, video: [] }, others)).toThrow(DomainError))
