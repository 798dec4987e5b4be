import type { App, Caller } from '../../../app/app.ts'
import { DomainError } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { DEFAULTS_DIALECT, WATERMARKS_DIALECT } from '../service.ts'

/** Which template of a kind is a project's default is kept as a template, too: under the name of the kind. */
const KINDS = { group: 'default', watermark: 'default-watermark' } as const
type Kind = keyof typeof KINDS
const MEMBERS = { group: 'TranscodeTemplateGroupId', watermark: 'WatermarkId' } as const

/** The id that was made the default, which may be gone since. */
export const keptDefault = async (app: App, { project }: Caller, kind: Kind): Promise<string | undefined> => {
  const kept = await ifThere(app.templates.get(project, DEFAULTS_DIALECT, KINDS[kind]))
  return (kept?.params as Record<string, string> | undefined)?.[MEMBERS[kind]]
}

export const keepDefault = async (
  app: App,
  { project }: Caller,
  kind: Kind,
  { id, spec }: Template,
): Promise<void> => {
  const record = {
    ...{ dialect: DEFAULTS_DIALECT, id: KINDS[kind], name: KINDS[kind], spec },
    params: { [MEMBERS[kind]]: id },
  }
  try {
    await app.templates.create(project, record)
  } catch (error) {
    if (!(error instanceof DomainError) || error.problem.code !== 'template-exists') throw error
    await app.templates.update(project, record)
  }
}

/** One that is gone is none. */
export const defaultWatermarkId = async (app: App, caller: Caller): Promise<string | undefined> => {
  const id = await keptDefault(app, caller, 'watermark')
  if (id === undefined) return undefined
  return (await ifThere(app.templates.get(caller.project, WATERMARKS_DIALECT, id))) && id
}

export const ifThere = async <T>(found: Promise<T>): Promise<T | undefined> => {
  try {
    return await found
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'template-not-found') return undefined
    throw error
  }
}
