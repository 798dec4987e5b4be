import { expect, test } from 'vitest'
import type { LoudnessTarget } from '../domain/output-spec.ts'
import { seconds } from '../domain/units.ts'
import { loudnessOf, measureAndRun } from '../testing/measured-run.ts'
import { mediaStubs } from '../testing/media-stubs.ts'
import { aac, mp4, planOf } from '../testing/output-stubs.ts'
import { attempt, media, probe } from '../testing/planned-run.ts'

const to = (target: Partial<LoudnessTarget>, more: object = {}) =>
  mp4({
    container: 'm4a',
    audio: { ...aac, ...more, volume: { by: 'loudness', integrated: -16, truePeak: -1, ...target } },
  })
const clip = (graph: string, duration: number, channels = 1) => ({
  dir: attempt('-f', 'lavfi', '-i', graph, '-c:a', 'pcm_s16le', '-f', 'matroska'),
  info: media(
    null,
    { index: 0, channels, sampleRate: 48_000, layout: channels === 1 ? 'mono' : 'stereo' },
    seconds(duration),
  ),
})
/** Mostly quiet, with loud crashes: a gain for the loudness would take them over full scale. */
const PEAKY = 'aevalsrc=0.04*sin(440*2*PI*t)+if(lt(mod(t\\,1)\\,0.004)\\,0.8*sin(900*2*PI*t)\\,0):s=48000:d=4'

test('a quiet sound gets the loudness asked by a plain gain, once for all settings that ask for the same', () => {
  const { dir, info } = clip('sine=440:r=48000:d=3,volume=-20dB', 3)
  const { plan, measured } = measureAndRun(dir, info, [
    to({ integrated: -23 }),
    to({ integrated: -16 }, { sampleRate: 44_100 }),
  ])
  expect(measured).toBe(1)
  expect(plan.steps[0]?.commands[0]?.args.join(' ')).not.toMatch(/alimiter|loudnorm/)
  expect(loudnessOf(dir, 'o0/main.m4a').integrated).toBeCloseTo(-23, 0)
  const loud = loudnessOf(dir, 'o1/main.m4a')
  expect(Math.abs((loud.integrated ?? 0) + 16)).toBeLessThan(0.5)
  expect(probe(dir, 'o1/main.m4a').audio?.sample_rate).toBe('44100')
})

test.each([
  ['aac', 'm4a', 'white'],
  ['mp3', 'mp3', 'white'],
  ['opus', 'ogg', 'white'],
  ['aac', 'm4a', 'pink'],
] as const)(
  'what %s leaves out is not counted: %s of %s noise is as loud as asked',
  (codec, container, color) => {
    const { dir, info } = clip(`anoisesrc=a=0.3:c=${color}:r=48000:d=4:seed=7`, 4)
    const spec = { ...to({ integrated: -23 }, { codec }), container }
    const { plan } = measureAndRun(dir, info, [spec])
    const { integrated } = loudnessOf(dir, `o0/main.${container}`)
    expect(Math.abs((integrated ?? 0) + 23)).toBeLessThan(0.5)
    expect(plan.outputs[0]?.warnings).toBeUndefined()
  },
)

test('peaks stay under the limit, and the loudness is as asked all the same', () => {
  const { dir, info } = clip(PEAKY, 4)
  const { plan } = measureAndRun(dir, info, [to({ integrated: -14, truePeak: -2 })])
  const { integrated, truePeak } = loudnessOf(dir, 'o0/main.m4a')
  expect(Math.abs((integrated ?? 0) + 14)).toBeLessThan(0.5)
  expect(truePeak).toBeLessThanOrEqual(-2)
  expect(probe(dir, 'o0/main.m4a').audio).toMatchObject({ sample_rate: '48000' })
  expect(plan.outputs[0]?.warnings).toBeUndefined()
})

test('a wide range is narrowed to the one asked', () => {
  const { dir, info } = clip(
    'sine=440:r=48000:d=24,volume=if(lt(mod(t\\,12)\\,6)\\,0.15\\,0.9):eval=frame',
    24,
  )
  const { plan } = measureAndRun(dir, info, [to({ integrated: -20, range: 6 })])
  const { integrated, range } = loudnessOf(dir, 'o0/main.m4a')
  expect(Math.abs((integrated ?? 0) + 20)).toBeLessThan(0.5)
  expect(range).toBeLessThanOrEqual(6.2)
  expect(plan.outputs[0]?.warnings).toBeUndefined()
})

test.each([
  ['silence', 'anullsrc=r=48000:cl=mono:d=2', 2],
  ['a click of 0.2 s', 'sine=440:r=48000:d=0.2', 0.2],
])('%s is made as it is, and says so', (_name, graph, duration) => {
  const { dir, info } = clip(graph, duration)
  const { plan } = measureAndRun(dir, info, [to({})])
  expect(plan.outputs[0]?.warnings).toMatchObject([{ code: 'loudness-missed' }])
  expect(probe(dir, 'o0/main.m4a').audio?.codec_name).toBe('aac')
})

test('a loudness that peaks do not allow is missed as little as may be, and said', () => {
  const { dir, info } = clip('aevalsrc=if(lt(mod(t\\,1)\\,0.01)\\,0.5*sin(2000*2*PI*t)\\,0):s=48000:d=3', 3)
  const { plan } = measureAndRun(dir, info, [
    mp4({
      container: 'flac',
      audio: {
        codec: 'flac',
        copy: 'never',
        volume: { by: 'loudness', integrated: -5, truePeak: -9 },
      },
    }),
  ])
  expect(plan.outputs[0]?.warnings).toMatchObject([{ code: 'loudness-missed', detail: { target: -5 } }])
  expect(loudnessOf(dir, 'o0/main.flac').truePeak).toBeLessThanOrEqual(-9)
})

test('a plan without the measurement it needs is a bug', () => {
  expect(() => planOf(mediaStubs.hd30, [to({})])).toThrow('without the measurement')
})
