import { describe, expect, test } from 'vitest'
import { fail } from '../../../domain/problem.ts'
import { bytes, percent, seconds } from '../../../domain/units.ts'
import { ask, fakeApp, jsonOf } from '../../../testing/pentode-api.ts'
import { at, ID, MEDIA, preset, SOURCE, task } from '../../../testing/pentode-task.ts'

const EFFORT = { alike: 'h264 medium', weight: 1 }

describe('showing a task', () => {
  const result = {
    size: bytes(60),
    files: [
      { role: 'master' as const, bucket: 'outputs', key: 'x/é 1/master.m3u8', size: bytes(10), md5: 'aa' },
      { role: 'segment' as const, bucket: 'outputs', key: 'x/0.m4s', size: bytes(20) },
      { role: 'segment' as const, bucket: 'outputs', key: 'x/1.m4s', size: bytes(30) },
    ],
    media: MEDIA,
    renditions: [
      { name: 'a', key: 'x/a/index.m3u8', media: MEDIA, averageBitrate: 1, peakBitrate: 2, segments: 2 },
    ],
  }
  const done = task(
    [
      { status: 'succeeded', startedAt: at(1000), finishedAt: at(2500), result },
      { status: 'running', progress: percent(33.3333), startedAt: at(1000) },
      { status: 'failed', finishedAt: at(3000), problem: { code: 'stalled', message: 'It stood still.' } },
    ],
    { media: MEDIA, startedAt: at(1000), userData: 'mine' },
  )
  const pace = { speed: 1.5, eta: seconds(12.345) }
  const app = fakeApp({ tasks: { get: async () => done, pace: () => pace } })

  test('states, times, facts and addresses', async () => {
    const shown = jsonOf(await ask(app, 'GET', `/api/v1/tasks/${ID}`))
    expect(shown).toMatchObject({
      id: ID,
      serial: 7,
      dialect: 'pentode',
      status: 'running',
      progress: 77.78,
      speed: 1.5,
      eta: 12.3,
      source: SOURCE,
      priority: 0,
      userData: 'mine',
      createdAt: '2026-01-01T00:00:00.000Z',
      startedAt: '2026-01-01T00:00:01.000Z',
      media: { duration: 2, video: [{ frameRate: '30000/1001', displayWidth: 180, displayHeight: 320 }] },
    })
    expect(shown.finishedAt).toBeUndefined()
    const [succeeded, running, failed] = shown.outputs
    expect(succeeded).toMatchObject({
      status: 'succeeded',
      progress: 100,
      template: 'mp4-720p',
      spec: { kind: 'file', video: { size: { shortSide: 720, upscale: false } } },
      destination: { bucket: 'outputs', key: `${ID}/o0.mp4` },
      startedAt: '2026-01-01T00:00:01.000Z',
      finishedAt: '2026-01-01T00:00:02.500Z',
      result: {
        size: 60,
        files: [
          { role: 'master', md5: 'aa', url: '/api/v1/buckets/outputs/objects/x/%C3%A9%201/master.m3u8' },
        ],
        segments: { count: 2, size: 50 },
        renditions: [{ name: 'a', url: '/api/v1/buckets/outputs/objects/x/a/index.m3u8' }],
      },
    })
    expect(running).toMatchObject({ status: 'running', progress: 33.33 })
    expect(failed).toMatchObject({ problem: { code: 'stalled', message: 'It stood still.' } })
  })

  test('every segment, when asked for', async () => {
    const count = async (query: string) =>
      jsonOf(await ask(app, 'GET', `/api/v1/tasks/${ID}${query}`)).outputs[0].result.files.length
    expect([await count(''), await count('?files=all')]).toEqual([1, 3])
  })
})

test('attempts show commands that a shell would take', async () => {
  const app = fakeApp({
    tasks: {
      attempts: async () => [
        {
          fence: 2,
          worker: 'w',
          startedAt: at(0),
          finishedAt: at(10),
          outcome: 'failed',
          commands: [['ffmpeg', '-vf', "scale=1:2,setpts='a'", '']],
          log: 'oops',
        },
      ],
    },
  })
  expect(jsonOf(await ask(app, 'GET', `/api/v1/tasks/${ID}/attempts`)).attempts).toEqual([
    {
      attempt: 2,
      worker: 'w',
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T00:00:00.010Z',
      outcome: 'failed',
      commands: [
        {
          args: ['ffmpeg', '-vf', "scale=1:2,setpts='a'", ''],
          shell: `ffmpeg -vf 'scale=1:2,setpts='\\''a'\\''' ''`,
        },
      ],
      log: 'oops',
    },
  ])
})

test('a dry run takes the body of a submission and says what would run and what would not', async () => {
  const app = fakeApp({
    templates: { get: async (_p, _d, id) => preset(id) },
    tasks: {
      plan: async ({ source, outputs }) => {
        expect(source).toEqual({ from: 'object', ...SOURCE })
        expect(outputs.map(({ index, name }) => [index, name])).toEqual([
          [0, 'mp4-720p'],
          [1, 'audio-mp3'],
        ])
        return {
          media: MEDIA,
          plan: {
            steps: [
              {
                id: 's1',
                commands: [
                  { program: 'ffmpeg', args: ['-pass', '1'], purpose: 'measure', effort: EFFORT },
                  { program: 'ffmpeg', args: ['-i', 'src'], purpose: 'make', effort: EFFORT },
                ],
                outputs: [0],
                duration: seconds(2),
                folders: [],
                files: [],
                copies: false,
              },
            ],
            outputs: [{ output: 0, step: 's1', kind: 'file', parts: [], reasons: ['video: encoded'] }],
            refused: [{ output: 1, problem: { code: 'source-no-audio', message: 'No sound.' } }],
            reasons: ['one decode'],
          },
        }
      },
    },
  })
  const json = {
    source: SOURCE,
    outputs: [{ template: 'mp4-720p' }, { template: 'audio-mp3' }],
    clientToken: 'x',
  }
  const plan = jsonOf(await ask(app, 'POST', '/api/v1/plans', { json }))
  expect(plan).toMatchObject({
    media: { container: 'mov,mp4' },
    commands: [
      { id: 's1', purpose: 'measure', outputs: [0], duration: 2, args: ['ffmpeg', '-pass', '1'] },
      { id: 's1', purpose: 'make', outputs: [0], duration: 2, shell: 'ffmpeg -i src' },
    ],
    outputs: [
      { index: 0, name: 'mp4-720p', command: 's1', reasons: ['video: encoded'] },
      { index: 1, name: 'audio-mp3', reasons: [], refused: { code: 'source-no-audio' } },
    ],
    reasons: ['one decode'],
  })
})

test('probing', async () => {
  const app = fakeApp({
    media: {
      inspect: async (source) => {
        if (source.from === 'url') throw fail('source-unreachable', 'No answer.')
        return MEDIA
      },
    },
  })
  const probe = (source: unknown) => ask(app, 'POST', '/api/v1/media/probe', { json: { source } })
  expect(jsonOf(await probe(SOURCE)).media).toMatchObject({ duration: 2, size: 1000 })
  const reply = await probe({ url: 'http://x/' })
  expect([reply.status, jsonOf(reply).code]).toEqual([422, 'source-unreachable'])
})
