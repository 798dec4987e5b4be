import type { App } from '../app/app.ts'
import { templateUseCases } from '../app/templates.ts'
import { errors, fieldError } from '../dialects/tencent-mps/errors.ts'
import { operations } from '../dialects/tencent-mps/operations/index.ts'
import { accessKeyId, projectId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { TemplateStore } from '../domain/ports.ts'
import { DomainError } from '../domain/problem.ts'
import type { Template } from '../domain/template.ts'
import { instant } from '../domain/units.ts'
import { validate } from '../wire/validate.ts'
import { fakeApp } from './pentode-api.ts'

/** A store that gives way between reading and writing, as a real one may. */
const memoryStore = (): TemplateStore => {
  const kept = new Map<string, Template>()
  const keyOf = (dialect: string, project: string | undefined, id: string) => `${dialect}/${project}/${id}`
  const write = (template: Template, there: boolean): boolean => {
    const key = keyOf(template.dialect, template.project, template.id)
    if (kept.has(key) !== there) return false
    kept.set(key, JSON.parse(JSON.stringify(template)) as Template)
    return true
  }
  return {
    get: async (dialect, project, id) => kept.get(keyOf(dialect, project, id)),
    list: async (dialect, project) =>
      [...kept.values()].filter((t) => t.dialect === dialect && t.project === project),
    insert: async (template) => write(template, false),
    update: async (template) => write(template, true),
    delete: async (dialect, project, id) => kept.delete(keyOf(dialect, project, id)),
  }
}
/** An app that keeps templates and nothing else. */
export const appWith = (store = memoryStore()) =>
  fakeApp({ templates: templateUseCases({ templates: store, now: () => instant(1e12) } as never) })

export const call = async (app: App, name: string, params: object, project = 'p'): Promise<JsonObject> => {
  const operation = operations.find((op) => op.name === name)
  if (!operation) throw new Error(`no operation ${name}`)
  const result = await operation.handle(validate(operation.request, params), {
    app,
    caller: { project: projectId(project), key: accessKeyId('k') },
    requestId: 'r',
    params,
    raw: { method: 'POST', path: '/', query: '', headers: {}, body: new Uint8Array(), pathParams: {} },
    signal: new AbortController().signal,
  })
  return operation.response.parse(JSON.parse(JSON.stringify(result))) as JsonObject
}
/** The code the caller would see. */
export const codeOf = async (app: App, name: string, params: object): Promise<string> => {
  try {
    await call(app, name, params)
    return 'none'
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const { problem } = error
    const own = operations.find((op) => op.name === name)?.errors?.[problem.code]
    return fieldError(name, problem) ?? (own ?? errors[problem.code]).code
  }
}
