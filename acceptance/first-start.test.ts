import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, NativeClient } from './support/native.ts'
import { ENTRY, startServer } from './support/server.ts'
import { createClient } from './tencent-client.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pentode-first-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('an empty server makes a sample, and every way to ask has something true to show', async () => {
  await using server = await startServer({ dataDir: join(folder, 'sample'), env: { PENTODE_SAMPLE: 'on' } })
  // The helper answers at the first line; the others follow it.
  await expect
    .poll(server.output)
    .toContain(`curl -K ${join(server.dataDir, 'curlrc')} ${server.url}/api/v1/tasks`)
  expect(server.output()).toMatch(/access key {2}AKID[0-9a-f]{32}/)
  expect(server.output()).toMatch(/secret {6}[0-9a-f]{40}/)
  expect((await stat(join(server.dataDir, 'curlrc'))).mode & 0o777).toBe(0o600)

  const native = new NativeClient(server)
  const task = await eventually(
    'the sample is finished',
    async () => {
      const { tasks } = await native.ok('GET', '/api/v1/tasks')
      return tasks[0]?.finishedAt ? tasks[0] : undefined
    },
    120_000,
  )
  expect(task.status).toBe('succeeded')
  expect(task.outputs.map((o: { name: string }) => o.name)).toEqual([
    'mp4-720p',
    'mp4-360p',
    'hls-ladder',
    'audio-m4a',
  ])

  const detail = await createClient(server).DescribeTaskDetail({ TaskId: task.id })
  expect(detail).toMatchObject({
    Status: 'FINISH',
    WorkflowTask: { ErrCode: 0, MetaData: { Width: 1280, Height: 720, Duration: 10 } },
  })
  expect(detail.WorkflowTask?.MediaProcessResultSet).toHaveLength(4)
  // Four encodes of ten seconds, beside whatever else is tested.
}, 150_000)

test('a second start shows no secret, makes no second sample, and keeps the key', async () => {
  const dataDir = join(folder, 'sample')
  await using server = await startServer({ dataDir, env: { PENTODE_SAMPLE: 'on' } })
  await expect.poll(server.output).toContain('See its tasks')
  expect(server.output()).not.toMatch(/secret/)
  expect((await new NativeClient(server).ok('GET', '/api/v1/tasks')).tasks).toHaveLength(1)
})

test('a configured access key holds over restarts, also with another secret', async () => {
  const dataDir = join(folder, 'configured')
  for (const secret of ['first-secret', 'first-secret', 'second-secret']) {
    await using server = await startServer({
      dataDir,
      env: { PENTODE_ACCESS_KEY_ID: 'AKIDmine', PENTODE_ACCESS_KEY_SECRET: secret },
    })
    expect(server).toMatchObject({ keyId: 'AKIDmine', secret })
    expect((await new NativeClient(server).ok('GET', '/api/v1/tasks')).tasks).toEqual([])
  }
})

test('a wrong setting is said plainly, with its name', async () => {
  await expect(startServer({ env: { PENTODE_PORT: 'seven' } })).rejects.toThrow(
    /PENTODE_PORT must be a whole number/,
  )
  await expect(startServer({ env: { PENTODE_EGRESS_ALLOW: '10.0.0.0/99' } })).rejects.toThrow(
    /PENTODE_EGRESS_ALLOW/,
  )
  await expect(startServer({ env: { PENTODE_DATA: '/dev/null/data' } })).rejects.toThrow(
    /pentode: The data folder \/dev\/null\/data cannot be made \(ENOTDIR\)/,
  )
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  await expect(startServer({ env: { PENTODE_PORT: String(port) } })).rejects.toThrow(
    new RegExp(`pentode: Something else listens on port ${port} .* PENTODE_PORT`),
  )
  taken.close()
})

test('a log that cannot be written does not end the server', async () => {
  const dataDir = join(folder, 'no-log')
  const full = openSync('/dev/full', 'w')
  const env = { PENTODE_PORT: '0', PENTODE_DATA: dataDir, PENTODE_SAMPLE: 'off' }
  const child = spawn(process.execPath, [ENTRY, 'serve'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', full, 'inherit'],
  })
  const gone = once(child, 'exit')
  closeSync(full)
  try {
    // It cannot say where it listens.
    const { url, id, secret } = await eventually('the key is there', async () => {
      const kept = await readFile(join(dataDir, 'access-key.json'), 'utf8').catch(() => '')
      return kept === '' ? undefined : JSON.parse(kept)
    })
    const client = new NativeClient({ url, keyId: id, secret })
    await client.makeBuckets('media')
    // A task that fails has something to log.
    const output = { template: 'mp4-720p' }
    const task = await client.finished(await client.submit({ bucket: 'media', key: 'nope' }, [output]))
    expect(task.status).toBe('failed')
    expect((await fetch(`${url}/health`)).status).toBe(200)
  } finally {
    child.kill()
    await gone
  }
  // It says at its end that what it had to say was not taken.
  expect(child.exitCode).toBe(1)
})

test.skipIf(process.env.PENTODE_TEST_ENTRY)(
  'it ends in order with the old Node that started it',
  async () => {
    const env = { PENTODE_PORT: '0', PENTODE_DATA: join(folder, 'started'), PENTODE_SAMPLE: 'off' }
    const child = spawn(process.execPath, [ENTRY, 'serve'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    const gone = once(child, 'exit')
    let said = ''
    child.stdout?.on('data', (chunk) => {
      said += chunk
    })
    await expect.poll(() => said, { timeout: 30_000 }).toContain('listens on')
    // What the system does for a process that is killed.
    child.disconnect()
    expect(await gone).toEqual([0, null])
  },
)
