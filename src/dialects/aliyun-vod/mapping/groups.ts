import { randomBytes } from 'node:crypto'
import type { App, Caller } from '../../../app/app.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { DomainError } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { acsFail } from '../../../wire/signing/acs-problem.ts'
import { NO_TRANSCODE, PRESETS } from '../presets.ts'
import { APP_ID, DEFAULTS_DIALECT, DIALECT } from '../service.ts'
import { type GroupParams, groupOf } from './group-record.ts'

/** Limits of the service. */
export const MAX_GROUPS = 20
export const MAX_TEMPLATES = 20

export const newId = (): string => randomBytes(16).toString('hex')

/** @throws DomainError template-not-found */
export const findGroup = (app: App, { project }: Caller, id: string): Promise<Template> =>
  app.templates.get(project, DIALECT, id, PRESETS)

/** One that may be changed. @throws DomainError template-not-found, template-is-preset, forbidden */
export const findOwnGroup = async (app: App, caller: Caller, id: string): Promise<Template> => {
  const group = await findGroup(app, caller, id)
  if (group.project === undefined)
    throw acsFail(
      'template-is-preset',
      'Forbidden.SpecialTemplateGroup',
      'The transcode template group is using for special purpose.',
    )
  return group
}

export const refuseLocked = (group: GroupParams): void => {
  if (group.Locked === 'Enabled')
    throw acsFail(
      'forbidden',
      'Forbidden.LockedTemplateGroup',
      'The transcode template group has been locked.',
    )
}

/** Given templates with an id each. */
export const withIds = (given: readonly JsonObject[]): GroupParams['TranscodeTemplateList'] =>
  given.map((each) => ({ ...each, TranscodeTemplateId: newId() }))

const DEFAULT = 'default'

/** The id of the project's default group; one that is gone is none. */
export const defaultGroupId = async (app: App, caller: Caller): Promise<string> => {
  const kept = await ifThere(app.templates.get(caller.project, DEFAULTS_DIALECT, DEFAULT))
  const id = (kept?.params as { TranscodeTemplateGroupId?: string } | undefined)?.TranscodeTemplateGroupId
  return id !== undefined && (await ifThere(findGroup(app, caller, id))) ? id : NO_TRANSCODE
}

export const setDefaultGroup = async (app: App, { project }: Caller, group: Template): Promise<void> => {
  const record = {
    ...{ dialect: DEFAULTS_DIALECT, id: DEFAULT, name: DEFAULT, spec: group.spec },
    params: { TranscodeTemplateGroupId: group.id },
  }
  try {
    await app.templates.create(project, record)
  } catch (error) {
    if (!(error instanceof DomainError) || error.problem.code !== 'template-exists') throw error
    await app.templates.update(project, record)
  }
}

const ifThere = async <T>(found: Promise<T>): Promise<T | undefined> => {
  try {
    return await found
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'template-not-found') return undefined
    throw error
  }
}

/** A group as answers show it. @param defaultId of the project */
export const describeGroup = (group: Template, defaultId: string) => ({
  AppId: APP_ID,
  Name: group.name,
  TranscodeTemplateGroupId: group.id,
  IsDefault: group.id === defaultId ? ('Default' as const) : ('NotDefault' as const),
  Locked: groupOf(group).Locked,
  CreationTime: spellTime(group.createdAt),
  ModifyTime: spellTime(group.updatedAt),
})

/** Structures inside a template are JSON texts in answers. */
export const describeTemplates = (group: Template) =>
  groupOf(group).TranscodeTemplateList.map((each) =>
    Object.fromEntries(
      Object.entries(each).map(([name, value]) => [
        name,
        typeof value === 'object' && value !== null && name !== 'WatermarkIds'
          ? JSON.stringify(value)
          : value,
      ]),
    ),
  )
