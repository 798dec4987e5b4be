import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { converted } from './aliyun-finished.ts'
import { openApiCore } from './aliyun-official.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket } from './tencent-media.ts'

let server: RunningServer
let output: string

beforeAll(async () => {
  server = await startServer()
  const input = bucket(server.dataDir, 'ice-in')
  output = bucket(server.dataDir, 'ice-out')
  writeFileSync(join(input, 'en.srt'), '1\n00:00:00,500 --> 00:00:01,500\nR&D\n')
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=3', '-i', join(input, 'en.srt')],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:s', 'srt'],
    ...['-metadata:s:s:0', 'language=eng', join(input, 'film.mkv')],
  ])
})
afterAll(() => server?.[Symbol.asyncDispose]())

const oss = (Media: string) => ({ Type: 'OSS', Media })
const HLS = 'S00000001-100010'

test('subtitles of a group are WebVTT of the part that is shown, named by its manifest', async () => {
  const Features = { Clip: { TimeSpan: { Seek: '1' } } }
  const job = await converted(openApiCore(server, 'v3'), {
    Inputs: [{ InputFile: oss('oss://ice-in/film.mkv') }],
    OutputGroups: [
      {
        GroupConfig: { Type: 'Hls', OutputFileBase: oss('oss://ice-out/group'), ManifestName: 'main' },
        Outputs: [
          {
            ...{ OutputFileName: 'video', TemplateId: HLS, Features },
            OverrideParams: { Video: { Width: 160, Preset: 'ultrafast' }, Audio: { Remove: true } },
            HlsGroupConfig: { Type: 'video' },
          },
          {
            ...{ OutputFileName: 'words', TemplateId: HLS, Features },
            OverrideParams: { Subtitles: [{ Codec: 'VTT' }] },
            HlsGroupConfig: { Type: 'subtitle', Name: 'English', Language: 'en', Forced: 'true' },
          },
        ],
      },
    ],
  })
  expect([job.State, job.Message]).toEqual(['Complete', undefined])
  const main = readFileSync(join(output, 'group/main.m3u8'), 'utf8')
  expect(main).toMatch(/TYPE=SUBTITLES.*LANGUAGE="en",NAME="English".*FORCED=YES/)
  const playlist = readFileSync(join(output, 'group/words.m3u8'), 'utf8')
  const [first = ''] = playlist.match(/^[^#\n].*\.vtt$/m) ?? []
  expect(readFileSync(join(output, 'group', first), 'utf8')).toContain(
    '00:00:00.000 --> 00:00:00.500\nR&amp;D',
  )
})
