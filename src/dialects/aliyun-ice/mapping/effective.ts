import { fail } from '../../../domain/problem.ts'
import type { TemplateConfig } from '../schema/template-config.ts'

/** A template with what one output overrides: only members that are there replace the template's. */
export const override = (template: TemplateConfig, changes: TemplateConfig | undefined): TemplateConfig => {
  if (!changes) return template
  return {
    Container: merge(template.Container, changes.Container),
    Video: merge(template.Video, changes.Video),
    Audio: merge(template.Audio, changes.Audio),
    MuxConfig: { Segment: merge(template.MuxConfig?.Segment, changes.MuxConfig?.Segment) },
    TransConfig: merge(template.TransConfig, changes.TransConfig),
    Subtitles: changes.Subtitles ?? template.Subtitles,
  } as TemplateConfig
}

const merge = <T extends object>(base: T | undefined, changes: T | undefined): T | undefined =>
  changes === undefined
    ? base
    : ({
        ...base,
        ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
      } as T)

/** The parameters in force for an output. @throws DomainError template-not-found */
export const effectiveConfig = (
  { TemplateId, OverrideParams }: { TemplateId: string; OverrideParams?: TemplateConfig | undefined },
  templates: ReadonlyMap<string, TemplateConfig>,
): TemplateConfig => {
  const template = templates.get(TemplateId)
  if (template) return override(template, OverrideParams)
  throw fail('template-not-found', `The Template operated "${TemplateId}" cannot be found.`)
}
