import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { createVodClient, ok, type VodClient } from './tencent-vod-client.ts'

let server: RunningServer
let client: VodClient
/** Waits for ever: nothing is worked on here. */
let pulled: { readonly file_id: string; readonly vod_task_id: string }

beforeAll(async () => {
  server = await startServer({ env: { PENTODE_WORKERS: '0' } })
  client = createVodClient(server)
  pulled = (
    await ok(client('MultiPullVodFile', { pullset: [{ url: 'http://media.example/a.mp4', fileName: 'a' }] }))
  ).data[0]
})
afterAll(() => server?.[Symbol.asyncDispose]())

const codeOf = async (call: Promise<Loose>): Promise<number> => (await call).code

test.each([
  { method: 'GET', signatureMethod: 'sha1' },
  { method: 'GET', signatureMethod: 'sha256' },
  { method: 'POST', signatureMethod: 'sha1' },
  { method: 'POST', signatureMethod: 'sha256' },
] as const)('the official client may send $method and sign with $signatureMethod', async (options) => {
  const { vod_task_id: vodTaskId } = pulled
  expect(await createVodClient(server, options)('GetTaskInfo', { vodTaskId })).toEqual({
    ...{ code: 0, message: '', codeDesc: 'Success', type: 'pull', status: 'WAITING' },
    ...{ createTime: expect.any(Number), beginProcessTime: 0, finishTime: 0 },
  })
  const wrong = createVodClient(server, { ...options, secretKey: 'wrong' })
  expect(await codeOf(wrong('GetTaskInfo', { vodTaskId }))).toBe(4100)
})

test('who may not call is told why, in an envelope of three', async () => {
  const { vod_task_id: vodTaskId } = pulled
  const { keyId, secret } = server
  const now = Math.floor(Date.now() / 1000)
  const cases: [Promise<Loose>, number, string][] = [
    [createVodClient(server, { secretKey: `${secret}x` })('GetTaskInfo', { vodTaskId }), 4100, 'AuthFailure'],
    [
      createVodClient(server, { secretId: `${keyId}x` })('GetTaskInfo', { vodTaskId }),
      4104,
      'SecretidNotExist',
    ],
    [client('GetTaskInfo', { vodTaskId, Timestamp: now - 7300 }), 4500, 'ReplayAttack'],
    [client('GetTaskInfo', { vodTaskId, Timestamp: now + 7300 }), 4500, 'ReplayAttack'],
    [client('GetTaskInfo', { vodTaskId, Timestamp: 'soon' }), 4000, 'InvalidParameter'],
    [client('GetTaskInfo', { vodTaskId, Nonce: '' }), 4000, 'InvalidParameter'],
  ]
  for (const [call, code, codeDesc] of cases)
    expect(await call).toEqual({ code, message: expect.stringMatching(/\w+ \w+/), codeDesc })
  const same = { vodTaskId, Timestamp: now, Nonce: 4711 }
  expect([await codeOf(client('GetTaskInfo', same)), await codeOf(client('GetTaskInfo', same))]).toEqual([
    0, 4500,
  ])
})

test('what cannot be understood or done is refused with the service’s own code', async () => {
  const { file_id: fileId } = pulled
  const template = (video: object, audio: object = {}, more: object = {}) =>
    client('CreateTranscodeTemplate', {
      container: 'mp4',
      video: { codec: 'libx264', fps: 25, bitrate: 500, ...video },
      audio: { codec: 'libfdk_aac', bitrate: 64, sampleRate: 44100, ...audio },
      ...more,
    })
  const cases: [string, Promise<Loose>, number][] = [
    ['no action', client('' as string), 4000],
    ['an unknown action', client('NoSuchThing'), 6100],
    ['an action that is not offered', client('ApplyUpload', { videoType: 'mp4' }), 6100],
    ['a missing parameter', client('GetTaskInfo'), 1000],
    ['an unknown parameter', client('GetTaskInfo', { vodTaskId: 'x', extra: 1 }), 1000],
    ['an unknown task', client('GetTaskInfo', { vodTaskId: `1-Procedure-${'0'.repeat(32)}` }), 70014],
    ['a task id that is none', client('GetTaskInfo', { vodTaskId: '…' }), 70014],
    ['an unknown file', client('GetVideoInfo', { fileId: '14508071098244931831' }), 10008],
    ['a file that is still on its way', client('ConvertVodFile', { fileId }), 10009],
    ['a wrong state', client('GetTaskList', { status: 'DONE' }), 1000],
    ['a page too small', client('GetTaskList', { status: 'FINISH', maxCount: 9 }), 1000],
    ['a section there is not', client('GetVideoInfo', { fileId, infoFilter: ['everything'] }), 1000],
    ['a watermark', client('ProcessFile', { fileId, transcode: { definition: [10], watermark: 1 } }), 1163],
    ['no template', client('ProcessFile', { fileId, transcode: { watermark: 0 } }), 1000],
    ['a picture', client('ConvertVodFile', { fileId, isWatermark: 1 }), 1163],
    [
      'a URL of another kind',
      client('MultiPullVodFile', { pullset: [{ url: 'file:///etc/passwd', fileName: 'a' }] }),
      1000,
    ],
    ['no URL', client('MultiPullVodFile', { pullset: [{ fileName: 'a' }] }), 1000],
    ['an unknown template', client('QueryTranscodeTemplate', { definition: 4711 }), 10704],
    ['changing a built-in template', client('UpdateTranscodeTemplate', { definition: 10, name: 'x' }), 10735],
    ['deleting a built-in template', client('DeleteTranscodeTemplate', { definition: 10 }), 10735],
    ['a container', template({}, {}, { container: 'avi' }), 10730],
    ['a frame rate', template({ fps: 0.5 }), 10731],
    ['a codec', template({ codec: 'av1' }), 10732],
    ['a bitrate', template({ bitrate: 100 }), 10733],
    ['a bitrate not above the source’s', template({ bitrate: -512 }), 10733],
    ['a size', template({ width: 64 }), 10734],
    ['a size that turns', template({ width: 320, height: 640 }), 10734],
    ['key frames', template({ minGop: 5, maxGop: 2 }), 10738],
    ['a profile', template({ codec: 'libx265', videoProfile: 'high' }), 10740],
    ['a colour space', template({ colorSpace: 'yuv420p10le' }), 10741],
    ['a sound codec', template({}, { codec: 'opus' }), 10754],
    ['a sample rate', template({}, { sampleRate: 200 }), 10755],
    ['a sound bitrate', template({}, { bitrate: 512 }), 10756],
    ['channels', template({}, { soundSystem: 6 }), 10757],
  ]
  for (const [what, call, code] of cases) {
    const answer = await call
    expect([what, Object.keys(answer), answer.code]).toEqual([what, ['code', 'message', 'codeDesc'], code])
    expect(answer.message).not.toBe('')
  }
})

test('a hundred calls a minute, of each action for itself', async () => {
  await using busy = await startServer({ env: { PENTODE_WORKERS: '0' } })
  const one = createVodClient(busy)
  const calls = await Promise.all(
    Array.from({ length: 140 }, (_, i) => codeOf(one('GetTaskInfo', { vodTaskId: `${i}` }))),
  )
  expect(calls.filter((code) => code === 70014).length).toBeGreaterThanOrEqual(100)
  expect(calls).toContain(4400)
  expect(await codeOf(one('GetTaskList', { status: 'FINISH' }))).toBe(0)
})

test('templates of one’s own are sixteen at most', async () => {
  await using other = await startServer({ env: { PENTODE_WORKERS: '0' } })
  const one = createVodClient(other)
  const audio = { codec: 'libfdk_aac', bitrate: 64, sampleRate: 44100 }
  const make = () =>
    codeOf(one('CreateTranscodeTemplate', { container: 'mp4', video: { codec: 'libx264', fps: 25 }, audio }))
  for (let i = 0; i < 16; i++) expect(await make()).toBe(0)
  expect(await make()).toBe(4400)
})

test('another project’s ids are like ids that were never given', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pentode-projects-'))
  const env = { PENTODE_WORKERS: '0' }
  try {
    const mine = await startServer({ dataDir, env })
    const owner = createVodClient(mine)
    const [{ file_id: fileId, vod_task_id: vodTaskId }] = (
      await ok(owner('MultiPullVodFile', { pullset: [{ url: 'http://media.example/a.mp4', fileName: 'a' }] }))
    ).data
    const audio = { codec: 'libfdk_aac', bitrate: 64, sampleRate: 44100 }
    const { data } = await ok(
      owner('CreateTranscodeTemplate', { container: 'mp4', video: { codec: 'libx264', fps: 25 }, audio }),
    )
    await mine.stop()
    const db = new Database(join(dataDir, 'pentode.db'))
    db.prepare('insert into access_keys (id, secret, project, created_at) values (?, ?, ?, 0)').run(
      'AKIDother',
      'other-secret',
      'other',
    )
    db.close()

    await using again = await startServer({ dataDir, env })
    const stranger = createVodClient(again, { secretId: 'AKIDother', secretKey: 'other-secret' })
    const { definition } = data
    for (const [who, codes] of [
      [stranger, [70014, 10008, 10008, 10008, 10704, 10704]],
      [createVodClient(again), [0, 0, 10009, 0, 0, 0]],
    ] as const)
      expect([
        await codeOf(who('GetTaskInfo', { vodTaskId })),
        await codeOf(who('GetVideoInfo', { fileId })),
        await codeOf(who('ClipVideo', { fileId, newFileName: 'x' })),
        await codeOf(who('GetTaskList', { status: 'WAITING', fileId })),
        await codeOf(who('QueryTranscodeTemplate', { definition })),
        await codeOf(who('DeleteTranscodeTemplate', { definition })),
      ]).toEqual(codes)
    expect((await ok(stranger('GetTaskList', { status: 'WAITING' }))).data.taskList).toEqual([])
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})
