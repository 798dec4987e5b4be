import { describe, expect, test } from 'vitest'
import { validate } from '../../wire/validate.ts'
import { errors } from './errors.ts'
import { notes } from './openapi/notes.ts'
import { type OperationDoc, openApiDocument } from './openapi.ts'
import { operations } from './operations/index.ts'

const document = openApiDocument('1.2.3')
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, doc]) => ({ path, method, doc })),
)
const find = (name: string): OperationDoc => described.find(({ doc }) => doc.operationId === name)!.doc

test('every operation is there once, under its route', () => {
  const routes = operations.map(({ name, route }) =>
    route.by === 'path' ? [name, route.method.toLowerCase(), route.path.replace('*}', '}')] : [name],
  )
  expect(described.map(({ path, method, doc }) => [doc.operationId, method, path]).sort()).toEqual(
    routes.sort(),
  )
  expect(described.length).toBe(26)
})

test('nothing else is noted, and nothing is left without notes', () => {
  expect(Object.keys(notes).sort()).toEqual(operations.map(({ name }) => name).sort())
})

test('path parameters are exactly those of the path; no name stands twice', () => {
  for (const { path, doc } of described) {
    const inPath = doc.parameters.filter((p) => p.in === 'path')
    expect(inPath.map((p) => `{${p.name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
    expect(inPath.every((p) => p.required && Object.keys(p.schema).length > 0)).toBe(true)
    const names = doc.parameters.map((p) => p.name)
    expect(new Set(names).size).toBe(names.length)
  }
})

test('every reference leads somewhere, and every schema is used', () => {
  const references = new Set(
    [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target!),
  )
  for (const reference of references) {
    const found = reference
      .replace('#/', '')
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
    expect(found, reference).toBeTypeOf('object')
    expect(found, reference).not.toEqual({ $ref: reference })
  }
  const schemas = [...references].filter((r) => r.startsWith('#/components/schemas/'))
  expect(schemas.length).toBe(Object.keys(document.components.schemas).length)
  expect(schemas.length).toBeGreaterThan(20)
})

test('every tag is introduced', () => {
  const tags = new Set(document.tags.map(({ name }) => name))
  expect(described.filter(({ doc }) => !doc.tags.every((tag) => tags.has(tag)))).toEqual([])
})

test('it says the same each time, and only JSON', () => {
  expect(JSON.stringify(openApiDocument('1.2.3'))).toBe(JSON.stringify(document))
  expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  expect(document.info.version).toBe('1.2.3')
})

describe('the words of the wire', () => {
  test('a submission has a body and no query', () => {
    const { parameters, requestBody } = find('submitTask')
    expect(parameters).toEqual([])
    expect(requestBody).toMatchObject({
      required: true,
      content: {
        'application/json': { schema: { required: ['source', 'outputs'], additionalProperties: false } },
      },
    })
  })

  test('a list has a query with its defaults and limits', () => {
    const limit = find('listTasks').parameters.find((p) => p.name === 'limit')
    expect(limit).toEqual({
      name: 'limit',
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    })
  })

  test('an optional body is optional', () => {
    expect(find('retryTask').requestBody).toMatchObject({ required: false })
    expect(find('cancelTask').requestBody).toBeUndefined()
  })

  test('bytes and events are told as such', () => {
    expect(find('getObject').responses).toMatchObject({
      '200': { content: { '*/*': {} } },
      '206': {},
      '304': {},
      '416': {},
    })
    expect(find('headObject').responses['200']).not.toHaveProperty('content')
    expect(find('putObject').requestBody).toMatchObject({ content: { 'application/octet-stream': {} } })
    expect(find('streamEvents').responses['200']).toMatchObject({ content: { 'text/event-stream': {} } })
    expect(find('deleteTemplate').responses['204']).not.toHaveProperty('content')
  })

  test('names and bounds of an inline spec are those of the schema', () => {
    expect(document.components.schemas.Video).toMatchObject({
      properties: { bFrames: { type: 'integer', minimum: 0, maximum: 16 }, codec: { default: 'h264' } },
      additionalProperties: false,
    })
    expect(document.components.schemas.StreamSpec).toMatchObject({
      properties: { segmentDuration: { default: 4, minimum: 1 } },
      required: ['kind', 'renditions'],
    })
  })
})

test('the examples are requests that are taken', () => {
  for (const operation of operations) {
    const { example, sample } = notes[operation.name]!
    const params = { ...sample, ...(example as object | undefined) }
    expect(() => validate(operation.request, params), operation.name).not.toThrow()
  }
})

test('problems that are named exist', () => {
  for (const { name, errors: own = {} } of operations) {
    const words = Object.values({ ...errors, ...own })
    for (const code of notes[name]?.problems ?? [])
      expect(words.find((each) => each.code === code)?.status, code).toBeGreaterThanOrEqual(400)
  }
})
