import { randomBytes } from 'node:crypto'
import type { App, Caller } from '../../../app/app.ts'
import type { Json } from '../../../domain/json.ts'
import { DomainError, fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import type { Parameters } from '../schema/parameters.ts'
import type { GroupRequest } from '../schema/template.ts'
import type { Group } from '../schema/template-answers.ts'
import { DIALECT, GROUP_DIALECT } from '../service.ts'
import { toOutputSpec } from './output-spec.ts'
import { shownParameters } from './shown-parameters.ts'
import { addTemplate, changeTemplate } from './templates.ts'

/** What is kept of a group: what was asked for, and the template made of each picture size. */
const groupIn = (template: Template): Group => template.params as unknown as Group

/** The templates a group stands for: one for each size, or one of the sound alone. */
const members = ({ name, videos = [], audio, video_common, common }: GroupRequest) =>
  videos.length === 0
    ? [{ name: `${name}_audio`, parameters: { audio, common } }]
    : videos.map(({ stream_name: _, ...size }, i) => ({
        name: `${name}_${i + 1}`,
        parameters: { video: { ...video_common, ...size }, audio, common } satisfies Parameters,
      }))

const toGroup = (id: string, request: GroupRequest, ids: readonly number[]): Group => ({
  group_id: id,
  name: request.name,
  template_ids: [...ids],
  videos: (request.videos ?? []).map((video, i) => ({ ...video, template_id: ids[i] ?? 0 })),
  ...(request.audio ? { audio: request.audio } : {}),
  ...(request.video_common ? { video_common: request.video_common } : {}),
  common: request.common,
})

const toRecord = (group: Group, request: GroupRequest) => ({
  dialect: GROUP_DIALECT,
  id: group.group_id,
  name: group.name,
  spec: specOf(request),
  params: group as unknown as Json,
})

/** Also the check that every member can be made, before anything is written. */
const specOf = (request: GroupRequest) => {
  const [first] = members(request).map(({ parameters }) => toOutputSpec(parameters, { at: '' }))
  if (!first) throw fail('missing-parameter', 'Missing: videos.', { path: 'videos' })
  return first
}

export const listGroups = async (app: App, { project }: Caller): Promise<readonly Group[]> =>
  [...(await app.templates.list(project, GROUP_DIALECT))]
    .sort((a, b) => a.createdAt - b.createdAt)
    .map(groupIn)

/** A group as answers show it. */
export const describeGroup = ({ video_common, audio, common, ...group }: Group): Group => {
  const shown = shownParameters({ video: video_common, audio, common })
  return {
    ...group,
    ...(audio ? { audio: shown.audio } : {}),
    ...(video_common ? { video_common: shown.video } : {}),
    common: shown.common,
  }
}

const refuseTakenName = async (app: App, caller: Caller, name: string, except?: string): Promise<void> => {
  const taken = (await listGroups(app, caller)).some((g) => g.name === name && g.group_id !== except)
  if (taken) throw fail('template-exists', `There is already a template group named ${JSON.stringify(name)}.`)
}

/** @throws DomainError template-exists and those of `toOutputSpec` */
export const createGroup = async (app: App, caller: Caller, request: GroupRequest): Promise<Group> => {
  specOf(request)
  await refuseTakenName(app, caller, request.name)
  const id = randomBytes(16).toString('hex')
  const ids: number[] = []
  for (const { name, parameters } of members(request))
    ids.push(await addTemplate(app, caller, name, parameters))
  const group = toGroup(id, request, ids)
  await app.templates.create(caller.project, toRecord(group, request))
  return group
}

/** Members keep their template ids in order; those too many are deleted, those too few made. */
export const updateGroup = async (
  app: App,
  caller: Caller,
  id: string,
  request: GroupRequest,
): Promise<void> => {
  specOf(request)
  const before = groupIn(await app.templates.get(caller.project, GROUP_DIALECT, id)).template_ids
  await refuseTakenName(app, caller, request.name, id)
  const ids: number[] = []
  for (const [i, { name, parameters }] of members(request).entries()) {
    const known = before[i]
    const kept = known !== undefined && (await ifThere(changeTemplate(app, caller, known, name, parameters)))
    ids.push(kept ? known : await addTemplate(app, caller, name, parameters))
  }
  for (const extra of before.slice(ids.length))
    await ifThere(app.templates.delete(caller.project, DIALECT, String(extra)))
  await app.templates.update(caller.project, toRecord(toGroup(id, request, ids), request))
}

/** The group goes first: what is left after a crash are templates that work on. @throws DomainError template-not-found */
export const deleteGroup = async (app: App, { project }: Caller, id: string): Promise<void> => {
  const { template_ids } = groupIn(await app.templates.get(project, GROUP_DIALECT, id))
  await app.templates.delete(project, GROUP_DIALECT, id)
  for (const template of template_ids) await ifThere(app.templates.delete(project, DIALECT, String(template)))
}

/** Members can be deleted one by one, too: false for one that is gone. */
const ifThere = async (work: Promise<void>): Promise<boolean> => {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'template-not-found') return false
    throw error
  }
}
