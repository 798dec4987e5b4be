import { expect, test } from 'vitest'
import { makeClip } from './support/media.ts'
import { NativeClient } from './support/native.ts'
import { startServer } from './support/server.ts'

const source = { bucket: 'media', key: 'clip.mp4' }
const video = { speed: 'ultrafast', rate: { mode: 'crf', crf: 20 } }

test('quality is shown where it is asked for, and of everything when the server is told so', async () => {
  await using server = await startServer({ env: { PENTODE_QUALITY: 'always' } })
  const client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
  await client.put(source.bucket, source.key, await makeClip({ seconds: 2, size: '320x180' }))
  const id = await client.submit(source, [
    { name: 'asked', spec: { kind: 'file', container: 'mp4', video, quality: ['ssim'] } },
    { name: 'stream', spec: { kind: 'stream', renditions: [{ name: 'v', video }] } },
  ])
  const { status, outputs } = await client.finished(id)
  expect(status).toBe('succeeded')
  const [asked, stream] = outputs.map((o: { result: unknown }) => o.result)
  expect(asked.warnings).toBeUndefined()
  expect(asked.quality).toMatchObject({ frames: 50, ssim: { mean: expect.any(Number) } })
  expect(asked.quality.ssim.mean).toBeGreaterThan(0.95)
  expect(asked.quality.psnr).toBeUndefined()
  expect(stream.renditions[0].quality).toMatchObject({
    ssim: { worst: expect.any(Number) },
    psnr: { worst: expect.any(Number) },
  })
})

test('a metric that nothing here can measure is refused at once', async () => {
  await using server = await startServer({ env: { PENTODE_VMAF_FFPROBE: '/usr/bin/ffprobe' } })
  const client = new NativeClient(server)
  await client.makeBuckets('media')
  const spec = { kind: 'file', container: 'mp4', video, quality: ['vmaf'] }
  const answer = await client.call('POST', '/api/v1/tasks', { source, outputs: [{ spec }] })
  // Where FFmpeg itself has libvmaf, its ffprobe has it too, and the task is taken in.
  if (answer.status !== 201) expect(answer.json).toMatchObject({ code: 'encoder-missing', path: 'outputs.0' })
})
