import { randomInt } from 'node:crypto'
import type { App, Caller } from '../../../app/app.ts'
import type { NewTemplate } from '../../../app/templates.ts'
import type { Json } from '../../../domain/json.ts'
import { DomainError, fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { PRESETS } from '../presets.ts'
import { wireProjectId } from '../project-id.ts'
import type { Parameters } from '../schema/parameters.ts'
import { DIALECT, MAX_ID } from '../service.ts'
import { toOutputSpec } from './output-spec.ts'
import { shownParameters } from './shown-parameters.ts'

/** Own templates are numbered from here, far above the presets. */
const FIRST_ID = 1_000_000

/** Parameters of the templates named, presets among them. @throws DomainError template-not-found */
export const findParameters = async (
  app: App,
  { project }: Caller,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Parameters>> => {
  const found = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const template = await app.templates.get(project, DIALECT, String(id), PRESETS)
      return [id, parametersOf(template)] as const
    }),
  )
  return new Map(found)
}

/** What is kept with every template of this service. */
interface Kept extends Parameters {
  readonly template_name: string
}
const keptOf = (template: Template): Kept => template.params as unknown as Kept

const parametersOf = (template: Template): Parameters => {
  const { video, audio, common } = keptOf(template)
  return { video, audio, common }
}

const toTemplate = (id: number, name: string, { video, audio, common }: Parameters) => ({
  dialect: DIALECT,
  id: String(id),
  name,
  spec: toOutputSpec({ video, audio, common }, { at: '' }),
  params: { template_name: name, video, audio, common } as Json,
})

/** The project's own templates of one kind, oldest first. */
export const ownTemplates = async (
  app: App,
  { project }: Caller,
  kind = DIALECT,
): Promise<readonly Template[]> =>
  [...(await app.templates.list(project, kind))].sort((a, b) => a.createdAt - b.createdAt)

/**
 * Keeps a new template and answers its id. Ids are drawn, not counted, so that a deleted template's id does not come back
 * as another one's.
 */
export const addNumbered = async (
  app: App,
  { project }: Caller,
  toTemplate: (id: number) => NewTemplate,
): Promise<number> => {
  for (;;) {
    const id = randomInt(FIRST_ID, MAX_ID)
    try {
      await app.templates.create(project, toTemplate(id), PRESETS)
      return id
    } catch (error) {
      if (!(error instanceof DomainError) || error.problem.code !== 'template-exists') throw error
    }
  }
}

/** @throws DomainError invalid-parameter and others of `toOutputSpec` */
export const addTemplate = (
  app: App,
  caller: Caller,
  name: string,
  parameters: Parameters,
): Promise<number> => addNumbered(app, caller, (id) => toTemplate(id, name, parameters))

/** @throws DomainError template-not-found, template-is-preset and those of `toOutputSpec` */
export const changeTemplate = async (
  app: App,
  { project }: Caller,
  id: number,
  name: string,
  parameters: Parameters,
): Promise<void> => void (await app.templates.update(project, toTemplate(id, name, parameters), PRESETS))

/** Names are unique in a project, for each kind of template. @throws DomainError template-exists */
export const refuseTakenName = async (
  app: App,
  caller: Caller,
  name: string,
  except?: number,
  kind = DIALECT,
): Promise<void> => {
  const taken = (await ownTemplates(app, caller, kind)).some(
    (t) => t.name === name && t.id !== String(except),
  )
  if (taken) throw fail('template-exists', `There is already a template named ${JSON.stringify(name)}.`)
}

export const describeTemplate = (template: Template, { project }: Caller) => ({
  template_id: Number(template.id),
  template: {
    template_name: keptOf(template).template_name,
    ...shownParameters(parametersOf(template)),
    tenant_id: wireProjectId(project),
  },
})
