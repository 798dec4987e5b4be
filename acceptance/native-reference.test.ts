import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'

let server: RunningServer
let client: NativeClient
let document: Loose

beforeAll(async () => {
  server = await startServer({ env: { PENTODE_WORKERS: '0' } })
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs', 'spare')
  document = await (await fetch(`${server.url}/api/v1/openapi.json`)).json()
})
afterAll(() => server?.[Symbol.asyncDispose]())

interface Described {
  readonly name: string
  readonly method: string
  readonly path: string
  /** Links carry their own proof: the document asks no key of them. */
  readonly keyless: boolean
}
const operations = (): Described[] =>
  Object.entries<Loose>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      name: methods[method].operationId,
      method: method.toUpperCase(),
      path,
      keyless: methods[method].security?.length === 0,
    })),
  )

test('the document describes the API without a key, and every reference in it leads somewhere', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(operations().map((o) => o.name)).toEqual(
    expect.arrayContaining([
      'submitTask',
      'getTask',
      'listTasks',
      'cancelTask',
      'retryTask',
      'planTask',
      'putObject',
    ]),
  )
  const broken = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)]
    .map(([, path = '']) => path)
    .filter((path) => path.split('/').reduce((at: Loose, name) => at?.[name], document) === undefined)
  expect(broken).toEqual([])
})

test('every described operation is there, behind the key or the proof in its link', async () => {
  for (const { name, method, path, keyless } of operations()) {
    const url = server.url + path.replace(/\{bucket\}/, 'spare').replace(/\{\w+\}/g, 'nothing')
    const bare = await fetch(url, { method })
    await bare.body?.cancel()
    expect([name, bare.status]).toEqual([name, keyless ? 403 : 401])
    const stop = new AbortController()
    const headers = { authorization: client.authorization }
    const known = await fetch(url, { method, headers, signal: stop.signal })
    const problem = known.headers.get('content-type')?.includes('problem+json') && method !== 'HEAD'
    expect([name, problem ? await known.text() : '']).toEqual([
      name,
      expect.not.stringContaining('unknown-operation'),
    ])
    // The event streams would go on.
    stop.abort()
  }
})

test('the answer of a submission has the fields that the document says', async () => {
  await client.put('media', 'clip.mp4', 'x')
  const task = await client.ok('POST', '/api/v1/tasks', {
    source: { bucket: 'media', key: 'clip.mp4' },
    outputs: [{ template: 'mp4-360p' }],
  })
  const schema = document.components.schemas.Task
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(task)))
  expect(Object.keys(task)).toEqual(expect.arrayContaining(schema.required))
})

test('the reference page names every operation and loads nothing from elsewhere', async () => {
  const answer = await fetch(`${server.url}/api/v1/reference`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^text\/html/),
  ])
  const page = await answer.text()
  for (const { name } of operations()) expect(page).toContain(`id="${name}"`)
  expect(page).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?\/\//)
})
