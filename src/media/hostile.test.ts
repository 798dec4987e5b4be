import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_INPUT_POLICY, inputOptions } from '../domain/input-policy.ts'
import { locateFfmpeg } from '../engine/ffmpeg.ts'
import { runProcess } from '../engine/run.ts'
import { detectSandbox, type SandboxMode } from '../engine/sandbox.ts'
import { ffmpeg, QUICK_H264, temporaryFolder, testVideo } from '../testing/clips.ts'
import { testProber } from '../testing/prober.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let canary: Server
let hits = 0
let files: Record<string, string | Buffer>

const playlist = (segment: string, key = '') =>
  `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n${key}#EXTINF:10.0,\n${segment}\n#EXT-X-ENDLIST\n`

beforeAll(async () => {
  folder = await temporaryFolder()
  canary = createServer((_, response) => {
    hits++
    response.end('canary')
  })
  await new Promise<void>((done) => canary.listen(0, '127.0.0.1', done))
  const { port } = canary.address() as { port: number }
  const elsewhere = join(folder.path, 'tenant-b')
  await mkdir(elsewhere)
  await mkdir(join(folder.path, 'tenant-a'))
  await ffmpeg(elsewhere, ...testVideo(1), ...QUICK_H264, 'secret.ts')
  await ffmpeg(elsewhere, '-i', 'secret.ts', '-c', 'copy', 'secret.mp4')
  await ffmpeg(join(folder.path, 'tenant-a'), '-i', '../tenant-b/secret.ts', '-c', 'copy', 'sibling.ts')
  await ffmpeg(folder.path, ...testVideo(0.4), '-c:v', 'magicyuv', 'tenant-a/magicyuv.avi')
  const streams = Array.from({ length: 40 }, () => ['-map', '0:v']).flat()
  await ffmpeg(
    folder.path,
    '-i',
    'tenant-b/secret.mp4',
    ...streams,
    '-c',
    'copy',
    '-f',
    'matroska',
    'tenant-a/streams.mp4',
  )
  const url = `http://127.0.0.1:${port}`
  files = {
    'hls-passwd.mp4': playlist('file:///etc/passwd'),
    'hls-tenant.mp4': playlist(`file://${elsewhere}/secret.ts`),
    'hls-http.mp4': playlist(`${url}/seg.ts`),
    'hls-key.mp4': playlist(`${url}/seg.ts`, `#EXT-X-KEY:METHOD=AES-128,URI="${url}/k"\n`),
    'dash.mp4': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1000"><BaseURL>file://${elsewhere}/secret.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    'concat.mp4': 'ffconcat version 1.0\nfile sibling.ts\n',
    'sdp.mp4': 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 15004 RTP/AVP 33\n',
    'bomb.ppm': 'P6\n16000 16000\n255\n\0\0\0',
    'bomb.gif': Buffer.from('474946383961803e803e800000000000ffffff2c000000000100010000020244013b', 'hex'),
    'bomb.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" width="16000" height="16000"><rect width="100%" height="100%" fill="red"/></svg>',
    'bomb.y4m': 'YUV4MPEG2 W16000 H16000 F1000000000:1 Ip A1:1 C420jpeg\nFRAME\n',
    'text.mp4': 'Just a letter to somebody.\n'.repeat(100),
    'zeros.mp4': Buffer.alloc(5000),
    'garbage.mp4': Buffer.concat([Buffer.from('\x00\x00\x00\x18ftypisom'), randomBytes(5000)]),
    'empty.mp4': '',
    'one-byte.mp4': 'x',
  }
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder.path, 'tenant-a', name), content)
})
afterAll(async () => {
  canary.close()
  await folder[Symbol.asyncDispose]()
})

const NAMES = [
  ...['hls-passwd.mp4', 'hls-tenant.mp4', 'hls-http.mp4', 'hls-key.mp4', 'dash.mp4', 'concat.mp4', 'sdp.mp4'],
  ...['bomb.ppm', 'bomb.gif', 'bomb.svg', 'bomb.y4m', 'text.mp4', 'zeros.mp4', 'garbage.mp4', 'empty.mp4'],
  ...['one-byte.mp4', 'magicyuv.avi', 'streams.mp4'],
]

describe.each(['auto', 'off'] as const)('sandbox "%s"', (mode: SandboxMode) => {
  test.each(NAMES)('%s is refused as a source, soon', async (name) => {
    const prober = await testProber({}, mode)
    const startedAt = performance.now()
    await expect(prober.probe(join(folder.path, 'tenant-a', name))).rejects.toMatchObject({
      problem: { code: expect.stringMatching(/^source-(unreadable|unsupported|too-large)$/) },
    })
    expect(performance.now() - startedAt).toBeLessThan(5000)
    expect(hits).toBe(0)
  })

  test.each(['hls-tenant.mp4', 'hls-http.mp4', 'dash.mp4', 'concat.mp4', 'bomb.ppm'])(
    '%s is not transcoded either',
    async (name) => {
      const attempt = join(folder.path, 'tenant-a')
      const source = join(attempt, name)
      const outcome = await runProcess({
        program: (await locateFfmpeg()).ffmpeg,
        args: [
          '-v',
          'error',
          '-nostdin',
          '-y',
          ...inputOptions(DEFAULT_INPUT_POLICY),
          '-i',
          `file:${source}`,
          '-f',
          'null',
          '-',
        ],
        cwd: attempt,
        readablePaths: [source],
        sandbox: await detectSandbox(mode),
        timeoutMs: 10_000,
      })
      expect(outcome).toMatchObject({ ended: 'exit', exitCode: 1 })
      expect(outcome.stderr).toContain('not on whitelist')
      expect(hits).toBe(0)
    },
  )
})

test.runIf((await detectSandbox('auto')).kind === 'bwrap')(
  'the sandbox alone keeps the other tenant apart, were the allow-lists to fail',
  async () => {
    const source = join(folder.path, 'tenant-a', 'hls-tenant.mp4')
    const run = async (mode: SandboxMode) =>
      runProcess({
        program: (await locateFfmpeg()).ffprobe,
        args: [
          '-v',
          'error',
          '-protocol_whitelist',
          'file',
          '-show_entries',
          'stream=width',
          '-of',
          'csv=p=0',
          '-i',
          `file:${source}`,
        ],
        readablePaths: [source],
        sandbox: await detectSandbox(mode),
        maxStdoutBytes: 10_000,
        timeoutMs: 10_000,
      })
    // Without both, the other tenant's picture is read: the attack is real, and this test can tell.
    expect((await run('off')).stdout).toContain('320')
    const guarded = await run('auto')
    expect(guarded.stdout).not.toContain('320')
  },
)
