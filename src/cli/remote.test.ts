import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  eventStream,
  fakeNativeApi,
  outputJson,
  runCommand,
  TASK_ID,
  taskJson,
} from '../testing/fake-native-api.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-'))
})
afterEach(() => rm(dir, { recursive: true }))

const key = { PENTODE_ACCESS_KEY_ID: 'id', PENTODE_ACCESS_KEY_SECRET: 'secret' }
const remote = async (args: readonly string[], routes: Record<string, Answer> = {}) => {
  await using api = await fakeNativeApi(routes)
  const ended = await runCommand(args, { env: { ...key, PENTODE_URL: api.url } })
  return { ...ended, asked: api.asked }
}
const at = `/tasks/${TASK_ID}`

describe('tasks', () => {
  it('list', async () => {
    const routes = { 'GET /tasks': { tasks: [taskJson()], nextPage: 'abc' } }
    const ended = await remote(['tasks', 'list', '--status', 'succeeded', '--limit', '1'], routes)
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ended.stdout.split('\n')).toEqual([
      'ID                                STATUS     PROGRESS  CREATED                   SOURCE',
      `${TASK_ID}  succeeded     100 %  2030-01-31T12:00:00.000Z  input/clip.mp4`,
      'More: --page abc',
      '',
    ])
    expect(ended.asked[0]?.authorization).toBe('Bearer id:secret')
    const json = await remote(['tasks', 'list', '--json'], routes)
    expect(JSON.parse(json.stdout)).toEqual(routes['GET /tasks'])
  })

  it('list hides what a signed link holds', async () => {
    const task = taskJson({ source: { url: 'https://a.test/x.mp4?signature=geheim' } })
    const { stdout } = await remote(['tasks', 'list'], { 'GET /tasks': { tasks: [task] } })
    expect(stdout).toContain('https://a.test/x.mp4')
    expect(stdout).not.toContain('geheim')
  })

  it('get', async () => {
    const problem = { code: 'encode-failed', message: 'It broke.' }
    const outputs = [outputJson(), outputJson({ index: 1, name: 'b', status: 'failed', problem })]
    const ended = await remote(['tasks', 'get', TASK_ID], {
      [`GET ${at}`]: taskJson({ status: 'partly-failed', outputs }),
    })
    expect(ended.exitCode).toBe(0)
    expect(ended.stdout).toMatch(/^status +partly-failed$/m)
    expect(ended.stdout).toMatch(
      /^0 {2}mp4-720p +succeeded +100 % +123\.5 kB .* outputs\/clip-mp4-720p\.mp4$/m,
    )
    expect(ended.stdout).toMatch(/^b: It broke\.$/m)
  })

  it('get of one that is not there: 1, with the server’s words', async () => {
    const ended = await remote(['tasks', 'get', 'a/../b'])
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' })
    expect(ended.stderr).toBe('pentode: There is nothing at GET /tasks/a%2F..%2Fb.\n')
  })

  it('cancel and retry', async () => {
    const routes = {
      [`POST ${at}/cancel`]: taskJson({ status: 'cancelled' }),
      [`POST ${at}/retry`]: taskJson({ status: 'queued' }),
    }
    expect((await remote(['tasks', 'cancel', TASK_ID], routes)).stdout).toMatch(/status +cancelled/)
    const retried = await remote(['tasks', 'retry', TASK_ID, '--output', '0', '--output', '2'], routes)
    expect(retried.asked).toMatchObject([{ route: `POST ${at}/retry`, body: { outputs: [0, 2] } }])
    expect(await remote(['tasks', 'retry', TASK_ID, '--output', 'x'], routes)).toMatchObject({ exitCode: 2 })
  })

  it.each([
    ['succeeded', 0],
    ['failed', 1],
    ['cancelled', 1],
  ] as const)('watch of one that ends %s: %i', async (status, exitCode) => {
    const ended = await remote(['tasks', 'watch', TASK_ID], {
      [`GET ${at}`]: taskJson({ status }),
      [`GET ${at}/events`]: eventStream([{ event: 'task.started' }, { event: 'task.finished', status }]),
    })
    expect(ended.exitCode).toBe(exitCode)
    expect(ended.stdout).toMatch(new RegExp(`^started\\n${status}\\n`))
  })
})

describe('templates', () => {
  const template = { name: 'mp4', preset: true, description: 'D', spec: { kind: 'file', container: 'mp4' } }
  it('list and get', async () => {
    const routes = { 'GET /templates': { templates: [template] }, 'GET /templates/mp4': template }
    expect((await remote(['templates', 'list'], routes)).stdout).toBe(
      'NAME  TYPE    KIND  DESCRIPTION\nmp4   preset  file  D\n',
    )
    expect(JSON.parse((await remote(['templates', 'get', 'mp4', '--json'], routes)).stdout)).toEqual(template)
  })
})

describe('the connection', () => {
  const list = { 'GET /templates': { templates: [] } }
  const keep = (kept: object) => writeFile(join(dir, 'access-key.json'), JSON.stringify(kept))

  it('comes from the file a server leaves', async () => {
    await using api = await fakeNativeApi(list)
    await keep({ id: 'a', secret: 'b', url: api.url })
    const ended = await runCommand(['templates', 'list'], { env: { PENTODE_DATA: dir } })
    expect(ended.exitCode).toBe(0)
    expect(api.asked[0]?.authorization).toBe('Bearer a:b')
  })

  it('does not give the key of one server to another', async () => {
    await using api = await fakeNativeApi(list)
    await keep({ id: 'a', secret: 'b', url: 'http://127.0.0.1:1' })
    const ended = await runCommand(['templates', 'list'], {
      env: { PENTODE_DATA: dir, PENTODE_URL: api.url },
    })
    expect(ended.exitCode).toBe(1)
    expect(ended.stderr).toContain('belongs to http://127.0.0.1:1')
    expect(api.asked).toEqual([])
  })

  it('without a key says how to get one', async () => {
    const ended = await runCommand(['templates', 'list'], { env: { PENTODE_DATA: dir } })
    expect(ended.exitCode).toBe(1)
    expect(ended.stderr).toContain('pentode serve')
  })

  it('that is refused says how to start the server', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const ended = await runCommand(['tasks', 'list'], {
      env: { ...key, PENTODE_URL: `http://127.0.0.1:${port}` },
    })
    expect(ended.exitCode).toBe(1)
    expect(ended.stderr).toMatch(/No server answers at .*pentode serve/)
  })

  it('with a wrong key says where keys come from', async () => {
    const ended = await remote(['templates', 'list'], {
      'GET /templates': (_request, response) =>
        response.writeHead(401).end(JSON.stringify({ code: 'signature-mismatch', detail: 'Wrong secret.' })),
    })
    expect(ended.exitCode).toBe(1)
    expect(ended.stderr).toMatch(/^pentode: Wrong secret\.\nSet PENTODE_ACCESS_KEY_ID/)
  })

  it('to something else says so', async () => {
    const ended = await remote(['templates', 'list'], {
      'GET /templates': (_request, response) => response.writeHead(502).end('<html>'),
    })
    expect(ended.stderr).toContain('HTTP 502. Is this a Pentode server?')
  })
})

describe('the rest', () => {
  it('doctor', async () => {
    const lines = [
      { ok: true, label: 'Node', detail: 'v26' },
      { ok: false, label: 'FFmpeg', detail: 'not found' },
    ]
    const ended = await runCommand(['doctor'], { doctor: { ok: false, lines } })
    expect(ended).toMatchObject({
      exitCode: 1,
      stdout: '      CHECK   FOUND\nok    Node    v26\nFAIL  FFmpeg  not found\n',
    })
    const json = await runCommand(['doctor', '--json'], { doctor: { ok: true, lines } })
    expect(json.exitCode).toBe(0)
    expect(JSON.parse(json.stdout)).toEqual({ ok: true, lines })
  })

  it('serve, --version, --help, and what is unknown', async () => {
    expect(await runCommand(['serve'])).toMatchObject({ exitCode: 0, stdout: 'served\n' })
    expect(await runCommand(['--version'])).toMatchObject({ exitCode: 0, stdout: '1.2.3\n' })
    expect(await runCommand(['tasks', '--help'])).toMatchObject({ exitCode: 0 })
    expect(await runCommand(['bogus'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('bogus'),
    })
  })
})
