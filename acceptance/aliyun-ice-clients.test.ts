import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishedJob } from './aliyun-finished.ts'
import {
  type IceClient,
  type IceParams,
  openApiClient,
  openApiCore,
  popClient,
  refusalOf,
} from './aliyun-official.ts'
import type { Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, makeClip, probe, size, streamOf } from './tencent-media.ts'

let server: RunningServer
let output: string
/** Every official client in every manner of asking it has. */
let clients: ReadonlyMap<string, IceClient>

beforeAll(async () => {
  server = await startServer()
  makeClip(join(bucket(server.dataDir, 'ice-in'), 'clip.mp4'))
  output = bucket(server.dataDir, 'ice-out')
  clients = new Map([
    ['pop-core GET', popClient(server, 'GET')],
    ['pop-core POST', popClient(server, 'POST')],
    ['openapi-client v3 query', openApiClient(server, 'v3')],
    ['openapi-client v3 body', openApiClient(server, 'v3', 'body')],
    ['openapi-client v1 query', openApiClient(server, 'v1')],
    ['openapi-client v1 body', openApiClient(server, 'v1', 'body')],
    ['openapi-core v3 query', openApiCore(server, 'v3')],
    ['openapi-core v3 body', openApiCore(server, 'v3', 'body')],
    ['openapi-core v1 query', openApiCore(server, 'v1')],
    ['openapi-core v1 body', openApiCore(server, 'v1', 'body')],
  ])
})
afterAll(() => server?.[Symbol.asyncDispose]())

const oss = (Media: string) => ({ Type: 'OSS', Media })
const Inputs = [{ InputFile: oss('oss://ice-in/clip.mp4') }]
const overrides = (Width: number) =>
  JSON.stringify({ Video: { Width, Preset: 'ultrafast' }, MuxConfig: { Segment: { Duration: 1 } } })
/** A file, and a group of two streams, in a folder with letters that signatures are particular about. */
const configOf = (folder: string) => ({
  JobName: "it's *all* (ü)",
  Inputs,
  Outputs: [
    {
      Name: 'file',
      OutputFile: oss(`oss://ice-out/${folder}/a b~(1)*.mp4`),
      TemplateId: 'S00000001-200010',
      OverrideParams: overrides(240),
    },
  ],
  OutputGroups: [
    {
      Name: 'group',
      GroupConfig: { Type: 'Hls', OutputFileBase: oss(`oss://ice-out/${folder}/hls`), ManifestName: 'main' },
      Outputs: [
        ['lo', 160],
        ['hi', 240],
      ].map(([name, width]) => ({
        Name: name,
        OutputFileName: `${name}.m3u8`,
        TemplateId: 'S00000001-100010',
        OverrideParams: overrides(Number(width)),
      })),
    },
  ],
})
const oneFile = (Media: string, TemplateId = 'S00000001-200010') =>
  JSON.stringify({
    Inputs,
    Outputs: [{ OutputFile: oss(Media), TemplateId }],
  })

/** The files are there and are what the job says of them. */
const expectMade = (folder: string, job: Loose): void => {
  const file = join(output, folder, 'a b~(1)*.mp4')
  const made = probe(file)
  expect(streamOf(made, 'video')).toMatchObject({ codec_name: 'h264', width: 240, height: 180 })
  expect(streamOf(made, 'audio')).toMatchObject({ codec_name: 'aac', channels: 2 })
  expect(Number(made.format.duration)).toBeCloseTo(3, 1)
  expect(job.OutputDetails).toMatchObject([
    {
      ...{ Name: 'file', Status: 'Success' },
      Result: {
        OutputFile: oss(`oss://ice-out/${folder}/a b~(1)*.mp4`),
        OutFileMeta: { FileBasicInfo: { Width: '240', Height: '180', FileSize: String(size(file)) } },
      },
    },
  ])
  expect(Number(job.OutputDetails[0].Result.OutFileMeta.FileBasicInfo.Duration)).toBeCloseTo(
    Number(made.format.duration),
    1,
  )
  const [group] = job.OutputGroupDetails
  expect(group).toMatchObject({
    ...{ Name: 'group', Status: 'Success' },
    Outputs: ['lo', 'hi'].map((name) => ({
      ...{ Name: name, Status: 'Success' },
      Result: { OutputFile: oss(`oss://ice-out/${folder}/hls/${name}.m3u8`) },
    })),
  })
  const main = readFileSync(join(output, folder, 'hls/main.m3u8'), 'utf8')
  expect(main.match(/^\w+\.m3u8$/gm)?.sort()).toEqual(['hi.m3u8', 'lo.m3u8'])
  for (const [name, width, height] of [
    ['lo', 160, 120],
    ['hi', 240, 180],
  ] as const) {
    const stream = probe(join(output, folder, 'hls', `${name}.m3u8`))
    expect(streamOf(stream, 'video')).toMatchObject({ codec_name: 'h264', width, height })
    expect(streamOf(stream, 'audio')?.codec_name).toBe('aac')
    expect(Number(stream.format.duration)).toBeCloseTo(3, 0)
  }
}

test.each(['pop-core GET', 'pop-core POST', 'openapi-client v3 query', 'openapi-core v3 body'])(
  '%s: a job from its submission to its files',
  async (name) => {
    const ask = clients.get(name)!
    const folder = name.replaceAll(' ', '-')
    const Config = configOf(folder)
    const params = { ClientToken: folder, Config: JSON.stringify(Config), UserData: `{"by":"${name} ü&+"}` }
    const submitted = await ask('SubmitMediaConvertJob', params)
    expect(submitted.Job).toMatchObject({ State: 'Inited', Config, UserData: params.UserData })
    const { JobId } = submitted.Job
    const job = await finishedJob(ask, JobId)
    expect(job).toMatchObject({
      ...{ JobId, Config, State: 'Complete', Percent: 100, ClientToken: folder, UserData: params.UserData },
      RequestId: submitted.RequestId,
    })
    expectMade(folder, job)

    // The token names the job, however often it is submitted.
    expect((await ask('SubmitMediaConvertJob', params)).Job.JobId).toBe(JobId)
    const newest = await ask('ListMediaConvertJobs', { PageSize: '1' })
    expect(newest.Jobs.map((listed: Loose) => [listed.JobId, listed.State])).toEqual([[JobId, 'Complete']])
    expect(await ask('ListMediaConvertJobs', { JobId, Status: 'Error' })).toMatchObject({ Jobs: [] })
  },
)

test('each client in each manner reads the same job and the same list', async () => {
  const pop = clients.get('pop-core POST')!
  const { Job } = await pop('SubmitMediaConvertJob', { Config: oneFile('oss://ice-out/same.mp4') })
  const { JobId } = Job
  const job = await finishedJob(pop, JobId)
  expect(job).toMatchObject({ State: 'Complete', OutputDetails: [{ Status: 'Success' }] })
  const { RequestId: _, ...listed } = await pop('ListMediaConvertJobs')
  expect(listed.Jobs[0].JobId).toBe(JobId)
  for (const [name, ask] of clients) {
    const answer = await ask('GetMediaConvertJob', { JobId })
    expect([name, answer.Job]).toEqual([name, job])
    const { RequestId: __, ...list } = await ask('ListMediaConvertJobs')
    expect([name, list]).toEqual([name, listed])
  }
})

test.each(['pop-core GET', 'openapi-client v1 body', 'openapi-core v3 query'])(
  '%s: a template is made, read, used and deleted',
  async (name) => {
    const ask = clients.get(name)!
    const TemplateConfig = '{"Container":{"Format":"mp3"},"Audio":{"Bitrate":"64","Channels":"1"}}'
    const Name = `sound & 声 ${name}`
    const made = await ask('CreateCustomTemplate', { Name, Type: '1', Subtype: '2', TemplateConfig })
    const { TemplateId } = made.CustomTemplate
    expect((await ask('GetCustomTemplate', { TemplateId })).CustomTemplate).toMatchObject({
      ...{ TemplateId, TemplateName: Name, Type: 1, Subtype: 2, TemplateConfig, Status: 'Normal' },
    })
    const list = await ask('ListCustomTemplates', { Type: '1' })
    expect(list.CustomTemplateList.map((t: Loose) => t.TemplateId)).toEqual([TemplateId])

    const key = `${name.replaceAll(' ', '-')}.mp3`
    const { Job } = await ask('SubmitMediaConvertJob', {
      Config: oneFile(`oss://ice-out/${key}`, TemplateId),
    })
    expect((await finishedJob(ask, Job.JobId)).State).toBe('Complete')
    const sound = probe(join(output, key))
    expect(sound.streams.map((s) => [s.codec_name, s.channels])).toEqual([['mp3', 1]])

    expect(await ask('DeleteCustomTemplate', { TemplateId })).toMatchObject({ Success: true })
    expect((await refusalOf(ask('GetCustomTemplate', { TemplateId }))).code).toBe(
      'InvalidParameter.TemplateNotFound',
    )
    expect((await ask('ListCustomTemplates', { Type: '1' })).CustomTemplateList).toEqual([])
  },
)

test('each client in each manner is refused in words it understands', async () => {
  const JobId = 'f'.repeat(32)
  const calls: readonly (readonly [action: string, params: IceParams, code: string])[] = [
    ['GetMediaConvertJob', { JobId }, 'InvalidParameter.ResourceNotFound'],
    ['GetMediaConvertJob', {}, 'MissingParameter'],
    ['GetMediaConvertJob', { JobId, Wish: 'x' }, 'InvalidParameter'],
    ['ListMediaConvertJobs', { PageSize: '101' }, 'InvalidParameter.OutOfRange'],
    ['SubmitMediaConvertJob', { Config: '{' }, 'InvalidParameter.JsonObjectFormatInvalid'],
    [
      'SubmitMediaConvertJob',
      { Config: oneFile('oss://ice-out/x.mp4', 'none') },
      'InvalidParameter.TemplateNotFound',
    ],
    [
      'SubmitMediaConvertJob',
      { Config: oneFile('oss://none-such/x.mp4') },
      'InvalidParameter.ResourceNotFound',
    ],
    ['Nonsense', {}, 'InvalidAction.NotFound'],
  ]
  for (const [name, ask] of clients)
    for (const [action, params, code] of calls)
      expect([name, action, (await refusalOf(ask(action, params))).code]).toEqual([name, action, code])
})

test('a wrong secret and an unknown key open nothing', async () => {
  const wrong = { secret: `${server.secret}x` }
  const nobody = { keyId: 'LTAInobody' }
  for (const [what, key, code] of [
    ['secret', wrong, 'SignatureDoesNotMatch'],
    ['key', nobody, 'InvalidAccessKeyId.NotFound'],
  ] as const)
    for (const ask of [
      popClient(server, 'GET', key),
      popClient(server, 'POST', key),
      openApiClient(server, 'v3', 'body', key),
      openApiClient(server, 'v1', 'query', key),
      openApiCore(server, 'v3', 'query', key),
      openApiCore(server, 'v1', 'body', key),
    ])
      expect([what, (await refusalOf(ask('ListMediaConvertJobs'))).code]).toEqual([what, code])
})

test('the clients that look at the HTTP status find it in the error', async () => {
  const asked = [openApiClient, openApiCore].map((client) =>
    refusalOf(client(server, 'v3')('GetMediaConvertJob', { JobId: 'f'.repeat(32) })),
  )
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([404, 404])
})
