import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishedTask } from './aliyun-finished.ts'
import { popClient } from './aliyun-official.ts'
import { placeOf } from './support/linked.ts'
import type { Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { inkOf, makeGrey } from './support/text.ts'
import { bucket } from './tencent-media.ts'

let server: RunningServer
let media: string
beforeAll(async () => {
  server = await startServer()
  media = bucket(server.dataDir, 'vod-in')
})
afterAll(() => server?.[Symbol.asyncDispose]())

test('subtitles of a template are drawn; a package names those of its own', async () => {
  const ask = popClient(server, 'POST', { version: '2017-03-21' })
  makeGrey(join(media, 'plain.mp4'))
  const srt = (text: string) => `1\n00:00:01,000 --> 00:00:02,000\n${text}\n`
  writeFileSync(join(media, 'a.srt'), srt('████'))
  const SubtitleUrl = 'https://vod-in.oss-cn-shanghai.aliyuncs.com/a.srt'
  const video = { Codec: 'H.264', Width: '480', Bitrate: '400', Preset: 'ultrafast', LongShortMode: 'false' }
  const packed = { Definition: 'SD', Container: { Format: 'm3u8' }, Type: 'VideoPackage', Video: video }
  const list = [
    {
      ...{ TemplateName: 'drawn', Definition: 'LD', Container: { Format: 'mp4' }, Video: video },
      SubtitleList: [{ SubtitleUrl, CharEncode: 'UTF-8' }],
    },
    { TemplateName: 'packed', ...packed },
    {
      ...{ TemplateName: 'texts', Type: 'SubtitlePackage' },
      PackageSetting: {
        SubtitleExtractConfigList: [{ SubtitleUrlList: [SubtitleUrl], Language: 'en-US', Format: 'vtt' }],
      },
    },
  ]
  const { TranscodeTemplateGroupId } = await ask('AddTranscodeTemplateGroup', {
    ...{ Name: 'subtitles', TranscodeTemplateList: JSON.stringify(list) },
  })
  const { RegisteredMediaList } = await ask('RegisterMedia', {
    RegisterMetadatas: JSON.stringify([{ FileURL: 'oss://vod-in/plain.mp4', Title: 'x' }]),
  })
  const { TranscodeTaskId } = await ask('SubmitTranscodeJobs', {
    ...{ VideoId: RegisteredMediaList[0].MediaId, TemplateGroupId: TranscodeTemplateGroupId },
  })
  const task = await finishedTask(ask, TranscodeTaskId)
  expect(task.TaskStatus).toBe('CompleteAllSucc')
  const made = task.TranscodeJobInfoList.map(({ OutputFile }: Loose) =>
    join(server.dataDir, 'buckets', placeOf(OutputFile.OutputFileUrl)),
  )
  const [file, playlist] = made.toSorted()
  const [drawn, main] = file?.endsWith('.mp4') ? [file, playlist] : [playlist, file]
  expect(inkOf(drawn, 1.5, [480, 360]).box[1]).toBeGreaterThan(250)
  expect(inkOf(drawn, 0.5, [480, 360]).box).toEqual([480, 360, 0, 0])
  expect(readFileSync(main, 'utf8')).toMatch(/TYPE=SUBTITLES.*LANGUAGE="en-US"/)
})
