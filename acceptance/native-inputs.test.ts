import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLeftovers } from './support/leftovers.ts'
import { makeClip, makeImage } from './support/media.ts'
import { type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'

// Tasks whose outputs need files besides the source.

let server: RunningServer
let client: NativeClient
const source = { bucket: 'media', key: 'clip.mp4' }

beforeAll(async () => {
  const [running, clip, logo] = await Promise.all([
    startServer(),
    makeClip({ seconds: 2, size: '320x180' }),
    makeImage('color=c=red:s=40x20'),
  ])
  server = running
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
  await client.put('media', 'clip.mp4', clip)
  await client.put('media', 'marks/logo.png', logo)
  await client.put('media', 'marks/playlist.png', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n')
})
afterAll(() => server?.[Symbol.asyncDispose]())

const marked = (name: string, image: object) => ({
  name,
  spec: {
    kind: 'file',
    container: 'mp4',
    video: {
      speed: 'ultrafast',
      overlays: [
        { kind: 'image', source: image, width: '25%', position: { corner: 'top-right', x: 8, y: '5%' } },
      ],
    },
  },
})
const logo = { bucket: 'media', key: 'marks/logo.png' }

test('a missing or broken image fails the outputs that need it, and names it; the others are made', async () => {
  const task: Loose = await client.finished(
    await client.submit(source, [
      marked('good', logo),
      marked('missing', { bucket: 'media', key: 'marks/none.png' }),
      marked('hostile', { bucket: 'media', key: 'marks/playlist.png' }),
      marked('inside', { url: 'http://127.0.0.1:9/logo.png?secret=1' }),
      { name: 'plain', spec: { kind: 'file', container: 'mp4', video: { speed: 'ultrafast' } } },
    ]),
  )
  expect(task.status).toBe('partly-failed')
  expect(task.problem).toBeUndefined()
  const told = task.outputs.map(({ name, status, problem }: Loose) => [name, status, problem?.code])
  expect(told).toEqual([
    ['good', 'succeeded', undefined],
    ['missing', 'failed', 'input-unusable'],
    ['hostile', 'failed', 'input-unusable'],
    ['inside', 'failed', 'input-unusable'],
    ['plain', 'succeeded', undefined],
  ])
  expect(task.outputs[1].problem.message).toContain('media/marks/none.png')
  expect(task.outputs[3].problem.message).toContain('http://127.0.0.1:9/logo.png"')
  expect(task.outputs[3].problem.message).not.toContain('secret')
  expect(task.outputs[0].spec.video.overlays).toEqual([
    {
      ...{ kind: 'image', source: logo, width: '25%', play: 'forever' },
      position: { corner: 'top-right', x: 8, y: '5%' },
    },
  ])
  await noLeftovers(server.dataDir)
})

test('a bucket that is not there is refused at once', async () => {
  const body = { source, outputs: [marked('m', { bucket: 'nowhere', key: 'logo.png' })] }
  const answer = await client.call('POST', '/api/v1/tasks', body)
  expect([answer.status, answer.json.code]).toEqual([404, 'bucket-not-found'])
})

test('a dry run looks into the image too', async () => {
  const plan: Loose = await client.ok('POST', '/api/v1/plans', { source, outputs: [marked('m', logo)] })
  expect(plan.commands[0].args).toContain('file:in1')
  expect(plan.outputs[0].reasons[0]).toContain('1 drawn on it')
})
