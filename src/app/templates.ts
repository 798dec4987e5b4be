import type { ProjectId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import { fail } from '../domain/problem.ts'
import type { Template } from '../domain/template.ts'
import type { Ports } from './ports.ts'

export interface NewTemplate {
  readonly dialect: string
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly spec: OutputSpec
  readonly params?: Json
}

/** Presets come from the dialect that publishes them; this keeps the custom ones and looks through both. */
export interface TemplateUseCases {
  /** @throws DomainError template-not-found */
  readonly get: (
    project: ProjectId,
    dialect: string,
    id: string,
    presets?: readonly Template[],
  ) => Promise<Template>
  /** Presets first, then the project's own by id. */
  readonly list: (
    project: ProjectId,
    dialect: string,
    presets?: readonly Template[],
  ) => Promise<readonly Template[]>
  /** @throws DomainError template-exists */
  readonly create: (
    project: ProjectId,
    template: NewTemplate,
    presets?: readonly Template[],
  ) => Promise<Template>
  /** @throws DomainError template-not-found, template-is-preset */
  readonly update: (
    project: ProjectId,
    template: NewTemplate,
    presets?: readonly Template[],
  ) => Promise<Template>
  /** @throws DomainError template-not-found, template-is-preset */
  readonly delete: (
    project: ProjectId,
    dialect: string,
    id: string,
    presets?: readonly Template[],
  ) => Promise<void>
}

export const templateUseCases = ({ templates, now }: Ports): TemplateUseCases => {
  const notFound = (id: string) =>
    fail('template-not-found', `There is no template ${JSON.stringify(id.slice(0, 100))}.`, {
      detail: { template: id.slice(0, 100) },
    })
  const refusePreset = (presets: readonly Template[], id: string): void => {
    if (presets.some((p) => p.id === id))
      throw fail(
        'template-is-preset',
        `${JSON.stringify(id)} is a built-in preset; it cannot be changed. Create a template of another name.`,
      )
  }
  return {
    get: async (project, dialect, id, presets = []) => {
      const found = presets.find((p) => p.id === id) ?? (await templates.get(dialect, project, id))
      if (!found) throw notFound(id)
      return found
    },
    list: async (project, dialect, presets = []) => [...presets, ...(await templates.list(dialect, project))],
    create: async (project, template, presets = []) => {
      const at = now()
      const whole = { ...template, project, createdAt: at, updatedAt: at }
      if (presets.some((p) => p.id === template.id) || !(await templates.insert(whole)))
        throw fail('template-exists', `There is already a template ${JSON.stringify(template.id)}.`)
      return whole
    },
    update: async (project, template, presets = []) => {
      refusePreset(presets, template.id)
      const old = await templates.get(template.dialect, project, template.id)
      if (!old) throw notFound(template.id)
      const whole = { ...template, project, createdAt: old.createdAt, updatedAt: now() }
      if (!(await templates.update(whole))) throw notFound(template.id)
      return whole
    },
    delete: async (project, dialect, id, presets = []) => {
      refusePreset(presets, id)
      if (!(await templates.delete(dialect, project, id))) throw notFound(id)
    },
  }
}
