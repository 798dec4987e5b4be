import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dialects } from '../dialects/index.ts'
import type { Json, JsonObject } from '../domain/json.ts'
import { PROBLEM_CODES, type ProblemCode } from '../domain/problem.ts'
import { partsOf, withValue } from '../testing/bad-input/at-path.ts'
import { hostile } from '../testing/bad-input/hostile.ts'
import { SPOKEN } from '../testing/bad-input/samples.ts'
import { openWorld, type World } from '../testing/bad-input/world.ts'
import { coverageOf } from '../wire/coverage.ts'
import type { AnyOperation } from '../wire/operation.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

/** What a request itself can be told. */
const OF_THE_REQUEST: ReadonlySet<ProblemCode> = new Set(
  PROBLEM_CODES.slice(0, PROBLEM_CODES.indexOf('auth-missing')),
)
/** Event streams do not end by themselves. */
const ENDLESS = new Set(['streamEvents'])

describe.each(dialects.map((d) => [d.id, d] as const))('%s', (id, dialect) => {
  const spoken = SPOKEN[id]
  const operations = dialect.operations.filter(({ name }) => !ENDLESS.has(name))

  it('has a right request for each operation', async () => {
    expect(Object.keys(spoken?.samples ?? {}).sort()).toEqual(operations.map(({ name }) => name).sort())
  })

  describe.each(operations.map((o) => [o.name, o] as const))('%s', (name, operation) => {
    const sample = (spoken?.samples[name] ?? {}) as JsonObject
    const encoded = (params: JsonObject) => spoken?.encode(operation, params) ?? { method: 'GET', url: '/' }
    const ask = (params: JsonObject) => world.send(encoded(params))

    it('takes the right request', async () => {
      const { problem } = await ask(sample)
      if (problem) expect(OF_THE_REQUEST, `${problem.message}`).not.toContain(problem.code)
    })

    it('refuses what is missing, of another type, or unknown, by name', async () => {
      const before = await world.state()
      const failures: string[] = []
      for (const bad of badRequests(operation, sample)) {
        const { status, problem } = await ask(bad.params)
        const said = problem ? `${problem.code} ${problem.path ?? ''} ${problem.message}` : `taken, ${status}`
        if (!problem || !OF_THE_REQUEST.has(problem.code) || !said.includes(bad.names))
          failures.push(`${bad.what}: ${said}`)
      }
      expect(failures).toEqual([])
      expect(world.faults).toEqual([])
      expect(await world.state()).toBe(before)
    })

    it('refuses what is written badly', async () => {
      const before = await world.state()
      const failures: string[] = []
      for (const [what, sent] of hostile(encoded(sample))) {
        if (TOLERANT.has(name) && what === 'a parameter given twice') continue
        const { status, problem, text } = await world.send(sent)
        if (!problem || !OF_THE_REQUEST.has(problem.code) || text.length > 4096)
          failures.push(`${what}: ${problem?.code ?? `taken, ${status}`}`)
      }
      expect(failures).toEqual([])
      expect(world.faults).toEqual([])
      expect(await world.state()).toBe(before)
    })
  })
})

/** Any text is a right value of these, and stands in the URL, where everything is text. */
const FREE_TEXT = new Set([
  'listTasks dialect',
  'listObjects prefix',
  'listObjects after',
  'listTemplateGroup group_id',
  'listTemplateGroup group_name',
  'deleteTemplateGroup group_id',
])
/** What a caller sends along is its own affair. */
const FREE_VALUE = new Set(['UserData.Extend'])
/** The vendor's identity service takes fields it does not know, and its clients send some. */
const TOLERANT = new Set(['KeystoneCreateUserTokenByPassword', 'KeystoneListProjects'])

interface Bad {
  readonly what: string
  readonly params: JsonObject
  /** What the refusal must name. */
  readonly names: string
}

const NONSENSE: Json = { 'no such member': { deeper: [1] } }

const badRequests = (operation: AnyOperation, sample: JsonObject): Bad[] => {
  const bad: Bad[] = []
  for (const { path, mark } of coverageOf(operation)) {
    const parts = partsOf(path)
    const top = String(parts[0])
    const inPath = operation.route.by === 'path' && operation.route.path.includes(`{${top}`)
    if (mark?.fate === 'ignored' || inPath || FREE_VALUE.has(path)) continue
    if (FREE_TEXT.has(`${operation.name} ${path}`)) continue
    bad.push({ what: `${path} of another type`, params: withValue(sample, parts, NONSENSE), names: top })
  }
  if (!TOLERANT.has(operation.name))
    bad.push({ what: 'an unknown field', params: { ...sample, Nonsense: 'x' }, names: 'Nonsense' })
  return bad
}
