import { describe, expect, test } from 'vitest'
import type { Submission } from '../../../app/submit-task.ts'
import type { ProjectId } from '../../../domain/ids.ts'
import { fail } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import { ask, fakeApp, jsonOf } from '../../../testing/pentode-api.ts'
import { ID, queued, SOURCE, task } from '../../../testing/pentode-task.ts'

const submitting = (given: { submit?: (s: Submission) => Promise<Task>; get?: () => Promise<Task> } = {}) => {
  const seen: { project: ProjectId; submission: Submission }[] = []
  const app = fakeApp({
    tasks: {
      submit: async (project, submission) => {
        seen.push({ project, submission })
        return given.submit ? given.submit(submission) : task([queued])
      },
      ...(given.get ? { get: given.get } : {}),
    },
    templates: {
      get: async (_project, _dialect, id, known = []) => {
        const found = known.find((p) => p.id === id)
        if (!found) throw fail('template-not-found', 'none')
        return found
      },
    },
  })
  return { app, seen, post: (json: unknown) => ask(app, 'POST', '/api/v1/tasks', { json }) }
}
describe('submitting', () => {
  test('templates are looked up, outputs named and placed, the request kept whole', async () => {
    const { post, seen } = submitting()
    const json = {
      source: { url: 'https://example.com/a.mp4' },
      outputs: [
        { template: 'mp4-720p' },
        { template: 'mp4-720p' },
        { template: 'hls-ladder', name: 'stream' },
        { template: 'sprite', to: { bucket: 'pics', key: 'a/b.vtt' } },
        { spec: { kind: 'file', container: 'm4a', audio: { bitrate: 96_000 } } },
      ],
      priority: -3,
      clientToken: 'once',
      userData: 'mine',
    }
    const reply = await post(json)
    expect(reply.status).toBe(201)
    expect(reply.headers.location).toBe(`/api/v1/tasks/${ID}`)
    const { project, submission } = seen[0]!
    expect(project).toBe('demo')
    expect(submission).toMatchObject({
      dialect: 'pentode',
      request: json,
      source: { from: 'url', url: 'https://example.com/a.mp4' },
      priority: -3,
      clientToken: 'once',
      userData: 'mine',
    })
    const places = submission.outputs.map(({ name, template, destination }) => [
      name,
      template,
      typeof destination === 'function' ? destination('T') : destination,
    ])
    expect(places).toEqual([
      ['mp4-720p', 'mp4-720p', { bucket: 'outputs', key: 'T/mp4-720p.mp4' }],
      ['mp4-720p-2', 'mp4-720p', { bucket: 'outputs', key: 'T/mp4-720p-2.mp4' }],
      ['stream', 'hls-ladder', { bucket: 'outputs', key: 'T/stream/master.m3u8' }],
      ['sprite', 'sprite', { bucket: 'pics', key: 'a/b.vtt' }],
      ['output-4', undefined, { bucket: 'outputs', key: 'T/output-4.m4a' }],
    ])
    expect(submission.outputs[4]?.spec).toEqual({
      kind: 'file',
      container: 'm4a',
      audio: { codec: 'aac', bitrate: 96_000, copy: 'never' },
    })
  })

  test.each([
    [{ outputs: [{ template: 'mp4-720p' }] }, 'missing-parameter', 'source'],
    [{ source: {}, outputs: [{ template: 'x' }] }, 'missing-parameter', 'source.bucket'],
    [{ source: { bucket: 'b' }, outputs: [{ template: 'x' }] }, 'missing-parameter', 'source.key'],
    [
      { source: { ...SOURCE, url: 'http://x/' }, outputs: [{ template: 'x' }] },
      'invalid-parameter',
      'source.url',
    ],
    [
      { source: { url: 'file:///etc/passwd' }, outputs: [{ template: 'x' }] },
      'invalid-parameter',
      'source.url',
    ],
    [{ source: { path: '/etc/passwd' }, outputs: [{ template: 'x' }] }, 'unknown-parameter', 'source.path'],
    [{ source: SOURCE, outputs: [] }, 'value-out-of-range', 'outputs'],
    [{ source: SOURCE, outputs: [{}] }, 'missing-parameter', 'outputs.0.template'],
    [{ source: SOURCE, outputs: [{ template: '../x' }] }, 'invalid-parameter', 'outputs.0.template'],
    [
      { source: SOURCE, outputs: [{ template: 'mp4-720p' }, { template: 'nope' }] },
      'template-not-found',
      'outputs.1.template',
    ],
    [{ source: SOURCE, outputs: [{ template: 'mp4-720p' }], priority: 11 }, 'value-out-of-range', 'priority'],
    [{ source: SOURCE, outputs: [{ template: 'mp4-720p' }], Priority: 1 }, 'unknown-parameter', 'Priority'],
  ])('%j: %s %s', async (json, code, path) => {
    const { post, seen } = submitting()
    expect(jsonOf(await post(json))).toMatchObject({ code, path })
    expect(seen).toEqual([])
  })

  test('the same request with the same token is answered with the first task, another request is not', async () => {
    const work = { source: SOURCE, outputs: [{ template: 'mp4-720p' }] }
    const json = { ...work, clientToken: 'once' }
    const first = task([queued], { request: { clientToken: 'once', ...work } })
    const { post } = submitting({
      submit: () => Promise.reject(fail('duplicate-request', 'again', { detail: { task: ID } })),
      get: async () => first,
    })
    const again = await post(json)
    expect(again.status).toBe(200)
    expect(jsonOf(again).id).toBe(ID)
    const other = await post({ ...json, priority: 1 })
    expect(other.status).toBe(409)
    expect(jsonOf(other)).toMatchObject({ code: 'duplicate-request', task: ID })
  })
})
