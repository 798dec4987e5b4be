import { randomBytes } from 'node:crypto'
import type { App, Caller } from '../../../app/app.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { Template } from '../../../domain/template.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { acsFail } from '../../../wire/signing/acs-problem.ts'
import { NO_TRANSCODE, PRESETS } from '../presets.ts'
import { APP_ID, DIALECT } from '../service.ts'
import { ifThere, keptDefault } from './defaults.ts'
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

/** The id of the project's default group; one that is gone is none. */
export const defaultGroupId = async (app: App, caller: Caller): Promise<string> => {
  const id = await keptDefault(app, caller, 'group')
  return id !== undefined && (await ifThere(findGroup(app, caller, id))) ? id : NO_TRANSCODE
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
