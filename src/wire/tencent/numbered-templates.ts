import type { App } from '../../app/app.ts'
import type { NewTemplate } from '../../app/templates.ts'
import type { ProjectId } from '../../domain/ids.ts'
import { DomainError, fail } from '../../domain/problem.ts'
import type { Template } from '../../domain/template.ts'

/** Far above every built-in template's number. */
export const FIRST_CUSTOM = 1_500_000

export interface Numbering {
  readonly presets: readonly Template[]
  /** How many templates of its own a project may have. */
  readonly quota: number
}

/**
 * Stores a template under the next free number and answers it.
 * @throws DomainError storage-full at the quota
 */
export const createNumbered = async (
  app: App,
  project: ProjectId,
  content: Omit<NewTemplate, 'id'>,
  { presets, quota }: Numbering,
): Promise<number> => {
  const taken = (await app.templates.list(project, content.dialect)).map(({ id }) => Number(id))
  const next = Math.max(FIRST_CUSTOM - 1, ...taken) + 1
  // A number that another caller took meanwhile is one more template: it counts against the quota.
  for (let others = 0; taken.length + others < quota; others++) {
    const definition = next + others
    if (await isFree(app.templates.create(project, { ...content, id: String(definition) }, presets)))
      return definition
  }
  throw fail('storage-full', `There are ${quota} custom templates already; delete one you do not need.`)
}

/**
 * The id of a template that may be changed. Built-in templates that cannot be used here are no less built in.
 * @throws DomainError template-is-preset
 */
export const customId = (
  definition: number,
  presets: readonly Template[],
  unusable: ReadonlyMap<string, string>,
): string => {
  const id = String(definition)
  if (unusable.has(id) || presets.some((preset) => preset.id === id))
    throw fail('template-is-preset', `${id} is a built-in template; it cannot be changed or deleted.`)
  return id
}

const isFree = async (creation: Promise<unknown>): Promise<boolean> => {
  try {
    await creation
    return true
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'template-exists') return false
    throw error
  }
}
