import { fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { optionalInt, optionalText, text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { paramsOf } from './templates.ts'

/** What both lists of templates are asked with. */
export const paging = {
  Type: honoured(text(64)),
  Subtype: honoured(optionalText(64)),
  TemplateId: honoured(optionalText(64)),
  Name: honoured(optionalText(128)),
  PageNumber: honoured(optionalInt(1, 100_000)),
  PageSize: honoured(optionalInt(1, 100)),
}

interface Asked {
  readonly Subtype?: string | undefined
  readonly TemplateId?: string | undefined
  readonly Name?: string | undefined
  readonly PageNumber?: number | undefined
  readonly PageSize?: number | undefined
}

const DEFAULT_PAGE = 20

/** `1` or `1,2`. @throws DomainError value-out-of-range */
export const splitNumbers = (list: string, path: string): readonly number[] =>
  list.split(',').map((part) => {
    if (/^\s*\d{1,3}\s*$/.test(part)) return Number(part)
    throw fail('value-out-of-range', `Wrong value of the parameter "${path}": numbers such as "1,2".`, {
      path,
    })
  })

/** The templates that fit, and one page of them. */
export const pageOf = (asked: Asked, all: readonly Template[]) => {
  const subtypes = asked.Subtype === undefined ? undefined : splitNumbers(asked.Subtype, 'Subtype')
  const fits = all.filter(
    (template) =>
      (subtypes === undefined || subtypes.includes(paramsOf(template).Subtype)) &&
      (asked.TemplateId === undefined || template.id === asked.TemplateId) &&
      (asked.Name === undefined || template.name.includes(asked.Name)),
  )
  const size = asked.PageSize ?? DEFAULT_PAGE
  const from = ((asked.PageNumber ?? 1) - 1) * size
  return { page: fits.slice(from, from + size), total: fits.length }
}
