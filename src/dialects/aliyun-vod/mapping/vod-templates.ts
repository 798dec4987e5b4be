import { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import type { NewTemplate } from '../../../app/templates.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import { DomainError, fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { json } from '../../../wire/aliyun/scalars.ts'
import { validate } from '../../../wire/validate.ts'
import { noSuch } from '../errors.ts'
import type { SnapshotTemplateConfig } from '../schema/snapshots.ts'
import {
  type AnimationTemplateConfig,
  CONFIGS,
  type VodTemplateType,
  type vodTemplateInfo,
} from '../schema/vod-template.ts'
import { TEMPLATES_DIALECT as dialect } from '../service.ts'
import { toAnimation } from './animations.ts'
import { templatePictures } from './snapshots.ts'

/** What is kept of a template: its parameters as the text that was given. */
interface TemplateParams {
  readonly TemplateType: VodTemplateType
  readonly TemplateConfig: string
}
export const paramsOf = ({ params }: Template): TemplateParams => params as unknown as TemplateParams

const AT = 'TemplateConfig'
const specOf = (type: VodTemplateType, config: unknown): OutputSpec => {
  if (type === 'DynamicImage') return toAnimation(config as AnimationTemplateConfig, AT)
  const [first] = templatePictures(config as SnapshotTemplateConfig, AT)
  return first?.spec ?? { kind: 'original' }
}

/** A template to be kept. It is read once now, so that a job meets no surprise. @throws DomainError */
export const templateRecord = (
  id: string,
  name: string,
  TemplateType: VodTemplateType,
  given: unknown,
): NewTemplate => {
  const request = z.object({ [AT]: json(CONFIGS[TemplateType] as z.ZodType) })
  const config = validate(request, { [AT]: given })[AT]
  const TemplateConfig = typeof given === 'string' ? given : JSON.stringify(given)
  return { dialect, id, name, spec: specOf(TemplateType, config), params: { TemplateType, TemplateConfig } }
}

/** @param parameter what names it @throws DomainError task-not-found, in the service's words for it */
export const findTemplate = async (
  app: App,
  { project }: Caller,
  id: string,
  parameter: string,
): Promise<Template> => {
  try {
    return await app.templates.get(project, dialect, id)
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'template-not-found') throw noSuch(parameter)
    throw error
  }
}

/** The parameters of a template of one type. @throws DomainError task-not-found, invalid-parameter */
export const findConfig = async <T extends VodTemplateType>(
  app: App,
  caller: Caller,
  type: T,
  id: string,
  parameter: string,
): Promise<z.output<(typeof CONFIGS)[T]>> => {
  const { TemplateType, TemplateConfig } = paramsOf(await findTemplate(app, caller, id, parameter))
  if (TemplateType !== type)
    throw fail('invalid-parameter', `The template is one of the type ${TemplateType}.`, { path: parameter })
  return CONFIGS[type].parse(JSON.parse(TemplateConfig)) as z.output<(typeof CONFIGS)[T]>
}

export const describeTemplate = (template: Template): z.input<typeof vodTemplateInfo> => ({
  ...{ VodTemplateId: template.id, Name: template.name, ...paramsOf(template), IsDefault: 'NotDefault' },
  ...{ CreationTime: spellTime(template.createdAt), ModifyTime: spellTime(template.updatedAt) },
})
