import { expect, test } from 'vitest'
import { projectId } from '../../../domain/ids.ts'
import { fail } from '../../../domain/problem.ts'
import { bytes, instant } from '../../../domain/units.ts'
import { ask, fakeApp, jsonOf } from '../../../testing/pentode-api.ts'
import { presets } from '../presets.ts'

const SPEC = { kind: 'file', container: 'mp3', audio: { codec: 'mp3', copy: 'never' } } as const

test('templates: the life of one', async () => {
  const calls: unknown[] = []
  const write = async (project: string, template: object, known: unknown) => {
    expect(known).toBe(presets)
    calls.push([project, template])
    return { ...template, project: projectId(project), createdAt: instant(0), updatedAt: instant(1) } as never
  }
  const app = fakeApp({
    templates: {
      create: write as never,
      update: write as never,
      delete: async (...args) => void calls.push(args.slice(0, 3)),
      list: async (_project, _dialect, known = []) => known,
      get: async () => presets[0]!,
    },
  })
  const created = await ask(app, 'POST', '/api/v1/templates', {
    json: { name: 'talk', description: 'd', spec: SPEC },
  })
  expect(created.status).toBe(201)
  expect(jsonOf(created)).toEqual({
    name: 'talk',
    description: 'd',
    preset: false,
    spec: SPEC,
    createdAt: '1970-01-01T00:00:00.000Z',
    updatedAt: '1970-01-01T00:00:00.001Z',
  })
  expect((await ask(app, 'PUT', '/api/v1/templates/talk', { json: { spec: SPEC } })).status).toBe(200)
  const deleted = await ask(app, 'DELETE', '/api/v1/templates/talk')
  expect([deleted.status, deleted.body]).toEqual([204, undefined])
  expect(calls).toEqual([
    ['demo', { dialect: 'pentode', id: 'talk', name: 'talk', description: 'd', spec: SPEC }],
    ['demo', { dialect: 'pentode', id: 'talk', name: 'talk', spec: SPEC }],
    ['demo', 'pentode', 'talk'],
  ])
  const list = jsonOf(await ask(app, 'GET', '/api/v1/templates'))
  expect(list.templates.map((t: { name: string }) => t.name)).toEqual(presets.map((p) => p.id))
  const one = jsonOf(await ask(app, 'GET', '/api/v1/templates/mp4-2160p'))
  expect(one).toMatchObject({ name: 'mp4-2160p', preset: true })
  expect(one).not.toHaveProperty('createdAt')
})

test('buckets', async () => {
  const app = fakeApp({
    objects: {
      createBucket: async (bucket) => {
        if (bucket === 'there') throw fail('bucket-exists', 'It is there.')
      },
      deleteBucket: async () => {
        throw fail('bucket-not-empty', 'It is not empty.')
      },
    },
  })
  const created = await ask(app, 'PUT', '/api/v1/buckets/new')
  expect([created.status, jsonOf(created)]).toEqual([201, { name: 'new' }])
  expect((await ask(app, 'PUT', '/api/v1/buckets/there')).status).toBe(409)
  expect((await ask(app, 'DELETE', '/api/v1/buckets/full')).status).toBe(409)
})

test('objects: listing and deleting', async () => {
  const calls: unknown[] = []
  const app = fakeApp({
    objects: {
      list: async (bucket, query) => {
        calls.push([bucket, query])
        const object = { bucket, key: 'a/b.mp4', size: bytes(5), modifiedAt: instant(0), etag: 'e' }
        return { objects: [object], next: 'a/b.mp4' }
      },
      delete: async (...args) => void calls.push(args),
    },
  })
  const page = jsonOf(await ask(app, 'GET', '/api/v1/buckets/b/objects?prefix=a%2F&after=a&limit=1'))
  expect(page).toEqual({
    objects: [
      {
        bucket: 'b',
        key: 'a/b.mp4',
        size: 5,
        modifiedAt: '1970-01-01T00:00:00.000Z',
        etag: 'e',
        contentType: 'video/mp4',
        url: '/api/v1/buckets/b/objects/a/b.mp4',
      },
    ],
    next: 'a/b.mp4',
  })
  expect((await ask(app, 'DELETE', '/api/v1/buckets/b/objects/a/b%20c.mp4')).status).toBe(204)
  expect(calls).toEqual([
    ['b', { prefix: 'a/', after: 'a', limit: 1 }],
    ['b', 'a/b c.mp4'],
  ])
})
