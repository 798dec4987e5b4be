import { expect, test } from 'vitest'
import type { AudioStream } from '../domain/media-info.ts'
import { mediaStubs } from '../testing/media-stubs.ts'
import { aac, hls, mp4 } from '../testing/output-stubs.ts'
import { joinedSound } from './joined-sound.ts'
import { pickSource } from './source.ts'

const [first] = mediaStubs.hd30.audio as [AudioStream]
const source = pickSource({
  ...mediaStubs.hd30,
  audio: [
    { ...first, index: 1, language: 'eng', default: true },
    { ...first, index: 2, language: 'ger', default: false },
  ],
})
const of = (made: ReturnType<typeof joinedSound>) =>
  'problem' in made ? made.problem.code : [made.source.audio?.index, made.spec]

test('the sound that is wished is joined, and told in its language', () => {
  const picked = mp4({ audio: { ...aac, from: [{ track: 1 }] } })
  expect(of(joinedSound(picked, source))).toEqual([2, mp4({ audio: { ...aac, language: 'de' } })])
  const stream = hls({ audio: aac, audioTracks: [{ language: 'de' }] })
  expect(of(joinedSound(stream, source))).toMatchObject([2, { audio: { language: 'de' } }])
})

test('one sound may be taken in several ways', () => {
  const german = { ...aac, from: [{ track: 1 }] }
  expect(of(joinedSound(mp4({ audio: german, moreAudio: [german] }), source))).toMatchObject([2, {}])
})

test('without a wish it is the default one', () => {
  const plain = mp4({ audio: aac })
  expect(of(joinedSound(plain, source))).toMatchObject([1, plain])
})

test('several, or one that is not there, are refused', () => {
  expect(of(joinedSound(mp4({ audio: { ...aac, from: 'all' } }), source))).toBe('unsupported-parameter')
  const two = mp4({ audio: aac, moreAudio: [{ ...aac, from: [{ track: 1 }] }] })
  expect(of(joinedSound(two, source))).toBe('unsupported-parameter')
  expect(of(joinedSound(mp4({ audio: { ...aac, from: [{ track: 5 }] } }), source))).toBe('source-no-audio')
})
