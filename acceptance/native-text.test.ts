import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { inkOf, makeGrey } from './support/text.ts'

let server: RunningServer
let client: NativeClient
let outputs: string

beforeAll(async () => {
  server = await startServer()
  client = new NativeClient(server)
  await client.makeBuckets('media')
  makeGrey(join(server.dataDir, 'buckets/media/grey.mp4'), '320x180')
  outputs = join(server.dataDir, 'buckets/outputs')
})
afterAll(() => server?.[Symbol.asyncDispose]())

const source = { bucket: 'media', key: 'grey.mp4' }
const video = (overlays: readonly object[], more: object = {}) => ({
  ...{ speed: 'ultrafast', rate: { mode: 'crf', crf: 12 } },
  ...{ overlays, ...more },
})
const near = (actual: readonly number[], expected: readonly number[], slack: number) => {
  const far = actual.some((value, i) => Math.abs(value - (expected[i] ?? 0)) > slack)
  expect(far, `${actual} is not ${expected}`).toBe(false)
}

test('words stand on files and streams, in place, in colour and in time, whatever they say', async () => {
  const text = "%{localtime}\n\\';[x]:,=$(id)"
  const words = {
    ...{ kind: 'text', text, size: '10%', color: 'ffff00', window: { start: 1 } },
    position: { corner: 'bottom-left', x: '5%', y: '5%' },
  }
  const specs = [
    { kind: 'file', container: 'mp4', video: video([words]), quality: ['ssim'] },
    {
      kind: 'stream',
      renditions: [
        { name: 'hi', video: video([words]) },
        { name: 'lo', video: video([words], { size: { height: 90 } }) },
      ],
    },
  ]
  const id = await client.submit(
    source,
    specs.map((spec, i) => ({ name: `o${i}`, spec })),
  )
  const task = await client.finished(id)
  expect(task.outputs.map((o: Loose) => [o.status, o.result?.warnings])).toEqual([
    ['succeeded', undefined],
    ['succeeded', undefined],
  ])
  // Quality is measured beside the source with the words on it.
  expect(task.outputs[0].result.quality.ssim.mean).toBeGreaterThan(0.98)
  const { attempts } = await client.ok('GET', `/api/v1/tasks/${id}/attempts`)
  const said = JSON.stringify(attempts)
  expect(said).toContain('drawtext')
  expect(said).not.toContain('localtime')

  const file = join(outputs, id, 'o0.mp4')
  expect(inkOf(file, 0.5, [320, 180]).box).toEqual([320, 180, 0, 0])
  const { box, colour } = inkOf(file, 1.5, [320, 180])
  near([box[0], box[3]], [16, 171], 2)
  near(colour, [255, 255, 0], 30)
  const renditions = task.outputs[1].result.files
    .map(({ key }: { key: string }) => key)
    .filter((key: string) => /(?:hi|lo).*m3u8$/.test(key))
  expect(renditions).toHaveLength(2)
  for (const key of renditions) {
    const half = key.includes('lo') ? 2 : 1
    const made = inkOf(join(outputs, key), 1.5, [320 / half, 180 / half])
    // Letters of nine pixels are fitted to whole ones.
    near(
      made.box,
      box.map((n) => n / half),
      half === 1 ? 2 : 6,
    )
  }
})

test('a plan shows the words in a file and in no command, and tells of a font that is replaced', async () => {
  const words = { kind: 'text', text: 'secret words', font: 'No Such Font', replaceable: true }
  const plan = await client.ok('POST', '/api/v1/plans', {
    source,
    outputs: [{ spec: { kind: 'file', container: 'mp4', video: video([words]) } }],
  })
  const [{ args, shell, files }] = plan.commands
  expect(`${args} ${shell}`).not.toContain('secret')
  expect(files).toEqual([{ name: 'text1', content: 'secret words' }])
  expect(plan.outputs[0].warnings).toMatchObject([
    { code: 'font-replaced', detail: { asked: 'No Such Font', used: 'DejaVu Sans' } },
  ])
  expect(plan.outputs[0].spec.video.overlays[0].text).toBe('secret words')
})

test.each([
  ['a font that is not there', { font: 'No Such Font' }, 501, /"No Such Font" here; there are .*DejaVu Sans/],
  ['letters that no font has', { text: '\u{10fffd}' }, 501, /lacks U\+10FFFD/],
  ['a text without end', { text: 'a'.repeat(10_000) }, 400, /text/],
  ['a control character', { text: 'a\u0000b' }, 400, /text/],
])('%s is refused at once', async (_what, more, status, detail) => {
  const spec = { kind: 'file', container: 'mp4', video: video([{ kind: 'text', text: 'a', ...more }]) }
  const answer = await client.call('POST', '/api/v1/tasks', { source, outputs: [{ spec }] })
  expect([answer.status, answer.json.detail]).toEqual([status, expect.stringMatching(detail)])
})

test('the doctor names the fonts', () => {
  const entry = process.env.PENTODE_TEST_ENTRY ?? 'bin/pentode.mjs'
  const said = execFileSync(process.execPath, [entry, 'doctor'], { encoding: 'utf8' })
  expect(said).toMatch(/Fonts\s+.*DejaVu Sans/)
})
