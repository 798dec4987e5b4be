import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AudioCodec, Container, FileSpec, OutputSpec } from '../domain/output-spec.ts'
import type { Tag } from '../domain/tag.ts'
import { verifyFile } from '../media/verify-file.ts'
import { fullCapabilities, mediaStubs } from '../testing/media-stubs.ts'
import { aac, argsOf, hls, mp4, planOf, video } from '../testing/output-stubs.ts'
import { attempt, FAST, ffmpeg, PICTURE, probed, run, TONE, testedProber } from '../testing/planned-run.ts'
import { wishFault } from './wish-fault.ts'

const SAID = "Ünï — 中文; a=b 'c' \\d"
const USUAL: readonly Tag[] = [
  { name: 'title', value: SAID },
  { name: 'artist', value: 'someone' },
  { name: 'comment', value: 'one\ntwo' },
  { name: 'copyright', value: '© 2026' },
]
const OWN: Tag = { name: 'AIGC', value: '{"Label":"1"}' }
const SOURCE = [
  ...[...PICTURE('30', 1), ...TONE(1), ...FAST, '-c:a', 'aac'],
  ...['-metadata', 'title=secret', '-metadata', 'comment=secret', '-metadata', 'location=+48.2-016.3/'],
  ...['-metadata:s:v', 'handler_name=secret', '-metadata:s:a', 'handler_name=secret'],
  ...['-metadata:s:a', 'language=ger', '-metadata:s:a', 'title=secret'],
]
const small = (codec: 'h264' | 'vp9' = 'h264') =>
  video({ by: 'sides', second: 90, fill: 'fit', upscale: false }, { codec, speed: 'ultrafast' })
const sound = (codec: AudioCodec) => ({ codec, copy: 'never' }) as const
const file = (container: Container, tags: readonly Tag[]): FileSpec => {
  const SOUNDS: Partial<Record<Container, AudioCodec>> = {
    ...{ m4a: 'aac', mp3: 'mp3', flac: 'flac', ogg: 'opus', wav: 'pcm_s16le' },
  }
  const alone = SOUNDS[container]
  if (alone) return { kind: 'file', container, audio: sound(alone), tags }
  const webm = container === 'webm'
  const pair = { video: small(webm ? 'vp9' : 'h264'), audio: sound(webm ? 'opus' : 'aac') }
  return { kind: 'file', container, ...pair, tags }
}

describe('what a file says of itself', () => {
  test('is what it is told, in every container that can say it', async () => {
    const dir = attempt(...SOURCE)
    const all = ['mp4', 'mov', 'm4a', 'mkv', 'webm', 'flv', 'mp3', 'flac', 'ogg'] as const
    const usual = ['mp4', 'mov', 'm4a', 'wav'] as const
    const planned = run(dir, await probed(dir), [
      ...all.map((container) => file(container, [...USUAL, OWN])),
      ...usual.map((container) => file(container, USUAL)),
    ])
    const prober = await testedProber()
    for (const { output, parts } of planned.outputs) {
      const [part] = parts
      if (part?.role !== 'file') throw new Error('a file is planned')
      await verifyFile(part, { prober, dir })
      const { tags } = await prober.probe(join(dir, part.path))
      const said = new Map(Object.entries(tags).map(([name, value]) => [name.toLowerCase(), value]))
      for (const { name, value } of output < all.length ? [...USUAL, OWN] : USUAL)
        expect(said.get(name.toLowerCase()), part.path).toBe(value.replace('\n', ' '))
      const lost = { ...part, expect: { ...part.expect, tags: [{ name: 'mood', value: 'x' }] } }
      await expect(verifyFile(lost, { prober, dir })).rejects.toThrow('tag mood is unknown instead of x')
    }
  })

  test('nothing of the source is kept but the language of its sound', async () => {
    const dir = attempt(...SOURCE)
    const specs = (['mp4', 'mkv', 'mov'] as const).map((container) => ({ ...file(container, []) }))
    run(dir, await probed(dir), [
      ...specs,
      mp4({ video: { ...small(), copy: 'always' }, audio: { ...aac, copy: 'always' } }),
    ])
    for (const path of ['o0/main.mp4', 'o1/main.mkv', 'o2/main.mov', 'o3/main.mp4']) {
      const text = ffmpeg(dir, '-i', path, '-c', 'copy', '-f', 'ffmetadata', '-')
      for (const word of ['location', 'secret']) expect(text).not.toContain(word)
      const { tags, audio } = await probed(dir, path)
      expect(JSON.stringify({ tags, audio })).not.toContain('secret')
      // FFmpeg knows other names of languages in MOV.
      if (!path.endsWith('mov')) expect(audio[0]?.language).toBe('deu')
    }
  })

  test('files that say different things are encoded apart, others together', () => {
    const planned = planOf(mediaStubs.hd30, [
      mp4({ video: video(), audio: aac, tags: USUAL }),
      mp4({ video: video(), audio: aac, container: 'mov', tags: USUAL }),
      hls({ renditions: [{ name: 'v', video: video() }] }),
    ])
    expect(argsOf(planned).filter((arg) => arg === 'libx264')).toHaveLength(2)
    expect(argsOf(planned).filter((arg) => arg === `title=${SAID}`)).toHaveLength(1)
    expect(planned.outputs[0]?.reasons).toContain('video: encoded once, shared with output 1')
    expect(planned.outputs[2]?.reasons.join()).not.toContain('shared')
  })

  test.each<[OutputSpec, string]>([
    [file('ts', USUAL), 'unsupported-parameter: Tags cannot be put into a file of type ts.'],
    [file('wav', [OWN]), 'unsupported-parameter: The tag "AIGC" cannot be put into a file of type wav; '],
    [file('mkv', [{ name: 'a=b', value: 'c' }]), 'invalid-parameter: A tag cannot be called "a=b".'],
    [file('mov', [{ name: 'Timecode', value: '01:00:00:00' }]), 'invalid-parameter: A tag cannot be called'],
    [file('mp4', [OWN, { ...OWN, name: 'aigc' }]), 'invalid-parameter: The tag "aigc" comes twice.'],
  ])('%j is refused: %s', (spec, message) => {
    const fault = wishFault(spec, fullCapabilities)
    expect(`${fault?.code}: ${fault?.message}`).toContain(message)
  })
})
