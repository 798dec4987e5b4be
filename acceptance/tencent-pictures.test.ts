import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { codeOf, cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket, filesIn, makeClip, md5, size } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient
let output: string
beforeAll(async () => {
  server = await startServer()
  client = createClient(server)
  const input = bucket(server.dataDir, 'in-1300000000')
  output = bucket(server.dataDir, 'out-1300000000')
  makeClip(join(input, 'clip.mp4'))
})
afterAll(() => server?.[Symbol.asyncDispose]())

const OutputStorage = {
  Type: 'COS',
  CosOutputStorage: { Bucket: 'out-1300000000', Region: 'ap-guangzhou' },
}
type Tasks = NonNullable<Parameters<MpsClient['ProcessMedia']>[0]['MediaProcessTask']>
const submit = (MediaProcessTask: Tasks) =>
  client.ProcessMedia({ InputInfo: cosInput(), OutputStorage, OutputDir: '/p/', MediaProcessTask })

test('snapshots, samples, an animation and a sprite come from one task, each told as it is', async () => {
  const { TaskId = '' } = await submit({
    AnimatedGraphicTaskSet: [
      { Definition: 20000, StartTimeOffset: 0.5, EndTimeOffset: 2.5 },
      { Definition: 20001, StartTimeOffset: 0, EndTimeOffset: 1, OutputObjectPath: '/moving/{inputName}' },
    ],
    SnapshotByTimeOffsetTaskSet: [
      { Definition: 10, ExtTimeOffsetSet: ['0.5s', '50%'], ObjectNumberFormat: { InitialValue: 7 } },
      { Definition: 10, OutputObjectPath: 'first' },
    ],
    SampleSnapshotTaskSet: [{ Definition: 10, OutputObjectPath: 'sample/{number}.{format}' }],
    ImageSpriteTaskSet: [{ Definition: 10 }],
  })
  const detail = await eventually('the task is finished', async () => {
    const now = await client.DescribeTaskDetail({ TaskId })
    return now.Status === 'FINISH' && now
  })
  const results = detail.WorkflowTask?.MediaProcessResultSet ?? []
  const [gif, webp, snapshots, first, samples, sprite] = results
  expect(results.map(({ Type }) => Type)).toEqual([
    ...['AnimatedGraphics', 'AnimatedGraphics', 'SnapshotByTimeOffset', 'SnapshotByTimeOffset'],
    ...['SampleSnapshot', 'ImageSprites'],
  ])

  const path = join(output, 'p/clip_animatedGraphic_20000.gif')
  expect(gif?.AnimatedGraphicTask).toMatchObject({
    ...{ Status: 'SUCCESS', ErrCode: 0, Message: 'SUCCESS' },
    Input: { Definition: 20000, StartTimeOffset: 0.5, EndTimeOffset: 2.5 },
    Output: {
      ...{ Path: '/p/clip_animatedGraphic_20000.gif', Definition: 20000, Container: 'gif' },
      ...{ Width: 480, Height: 360, Size: size(path), Md5: md5(path), Bitrate: size(path) * 4 },
      ...{ StartTimeOffset: 0.5, EndTimeOffset: 2.5 },
    },
  })
  expect(webp?.AnimatedGraphicTask?.Output).toMatchObject({ Path: '/moving/clip.webp', Container: 'webp' })
  expect(snapshots?.SnapshotByTimeOffsetTask).toMatchObject({
    Input: { Definition: 10, ExtTimeOffsetSet: ['0.5s', '50%'], ObjectNumberFormat: { InitialValue: 7 } },
    Output: {
      Definition: 10,
      PicInfoSet: [
        { TimeOffset: 0.5, Path: '/p/clip_snapshotByTimeOffset_10_7.jpg', WaterMarkDefinition: [] },
        {
          TimeOffset: expect.closeTo(1.5, 1),
          Path: '/p/clip_snapshotByTimeOffset_10_8.jpg',
          WaterMarkDefinition: [],
        },
      ],
    },
  })
  expect(first?.SnapshotByTimeOffsetTask?.Output?.PicInfoSet).toMatchObject([
    { TimeOffset: 0, Path: '/p/first.jpg' },
  ])
  const paths = samples?.SampleSnapshotTask?.Output?.ImagePathSet ?? []
  expect(samples?.SampleSnapshotTask?.Output).toMatchObject({
    SampleType: 'Percent',
    Interval: 10,
    Definition: 10,
  })
  expect(paths).toEqual(Array.from({ length: 10 }, (_, i) => `/p/sample/${i}.jpg`))
  expect(sprite?.ImageSpriteTask?.Status).toBe('SUCCESS')
  const told = [
    ...['/p/clip_animatedGraphic_20000.gif', '/moving/clip.webp', '/p/first.jpg'],
    ...['/p/clip_snapshotByTimeOffset_10_7.jpg', '/p/clip_snapshotByTimeOffset_10_8.jpg', ...paths],
    ...['/p/clip_imageSprite_10_0.jpg', '/p/clip_imageSprite_10.vtt'],
  ]
  expect(
    filesIn(output)
      .map((path) => path.slice(output.length))
      .sort(),
  ).toEqual(told.sort())

  const { TaskSet } = await client.DescribeTasks({ Status: 'FINISH' })
  expect(TaskSet?.[0]?.SubTaskTypes).toEqual([
    ...['action-animated-graphics', 'action-snapshotByTimeOffset'],
    ...['action-samplesnapshot', 'action-image-sprite'],
  ])
})

test('templates and times that are not there are refused by name', async () => {
  const start = { StartTimeOffset: 0, EndTimeOffset: 1 }
  const refusals: [Tasks, string][] = [
    [{ SampleSnapshotTaskSet: [{ Definition: 11 }] }, 'InvalidParameterValue.Definition'],
    [{ AnimatedGraphicTaskSet: [{ Definition: 10, ...start }] }, 'InvalidParameterValue.Definition'],
    [{ SnapshotByTimeOffsetTaskSet: [{ Definition: 10, ExtTimeOffsetSet: ['soon'] }] }, 'InvalidParameter'],
    [{ SnapshotByTimeOffsetTaskSet: [{ Definition: 10, ExtTimeOffsetSet: ['101%'] }] }, 'InvalidParameter'],
  ]
  for (const [tasks, code] of refusals) expect(await codeOf(submit(tasks)), JSON.stringify(tasks)).toBe(code)
})
