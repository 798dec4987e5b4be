import { expand, formatNumber, type NumberFormat } from '../../../domain/destination.ts'
import { fail } from '../../../domain/problem.ts'
import { baseName, fileName, type Source } from '../../../domain/source.ts'
import type { NumberFormatInput } from '../schema/number-format.ts'
import { toKey } from './locations.ts'

/** What a task's paths are made of. */
export interface PathContext {
  readonly source: Source
  /** Key prefix that relative paths are joined to: empty, or ending in a slash. */
  readonly folder: string
  readonly definition: number
  readonly numbers: NumberFormat
}

/** The values of `{number}`. */
export const toNumbers = (input: NumberFormatInput): NumberFormat => ({
  initial: input?.InitialValue ?? 0,
  increment: input?.Increment ?? 1,
  minLength: input?.MinLength ?? 1,
  pad: input?.PlaceHolder || '0',
})

/**
 * The key prefix of relative paths: OutputDir, else the folder of the input object.
 * @throws DomainError invalid-parameter for an OutputDir without a slash at both ends
 */
export const toFolder = (outputDir: string | undefined, source: Source): string => {
  if (outputDir === undefined)
    return source.from === 'object' ? source.key.slice(0, source.key.lastIndexOf('/') + 1) : ''
  if (!outputDir.startsWith('/') || !outputDir.endsWith('/'))
    throw fail('invalid-parameter', 'OutputDir must start and end with "/".', { path: 'OutputDir' })
  return outputDir.slice(1)
}

/**
 * The key of a main file. A leading slash makes a path absolute in the bucket. A missing extension is appended.
 * @param number what stands for `{number}`; of a file there is one of, the first number
 * @throws DomainError invalid-parameter for an unknown variable
 */
export const toMainKey = (
  path: string,
  extension: string,
  context: PathContext,
  at: string,
  number = formatNumber(context.numbers, 0),
): string => {
  const filled = fill(path, extension, context, { number }, at)
  const whole = withExtension(filled, extension)
  return whole.startsWith('/') ? toKey(whole) : `${context.folder}${whole}`
}

/**
 * The template of a numbered file, relative to the folder of `mainKey`; `{number}` stays.
 * @throws DomainError invalid-parameter, see `toPartPath`
 */
export const toNumberedPath = (
  path: string,
  extension: string,
  mainKey: string,
  context: PathContext,
  at: string,
): string =>
  toPartPath(path, {
    extension,
    mainKey,
    context,
    at,
    variables: { number: '{number}' },
    needed: ['number'],
  })

export interface PartPath {
  readonly extension: string
  /** The key of the file that will name this one. */
  readonly mainKey: string
  readonly context: PathContext
  /** Dotted path of the field, for messages. */
  readonly at: string
  /** Variables that are filled when the file is there, by the text that stands for them until then. */
  readonly variables: Readonly<Record<string, string>>
  /** Those of them without which files would overwrite each other. */
  readonly needed: readonly string[]
}

/**
 * The template of a file that another one names, relative to that one's folder. An absolute path is fine when it is below that
 * folder.
 * @throws DomainError invalid-parameter for an unknown variable, a missing needed one, or a path that leaves the folder
 */
export const toPartPath = (path: string, part: PartPath): string => {
  const { extension, mainKey, context, at, variables } = part
  const filled = withExtension(fill(path, extension, context, variables, at), extension)
  const missing = part.needed.find((name) => !filled.includes(variables[name] ?? ''))
  if (missing !== undefined)
    throw fail(
      'invalid-parameter',
      `${at} must hold {${missing}}, or the files would overwrite each other.`,
      { path: at },
    )
  if (!filled.startsWith('/')) return filled
  const folder = mainKey.slice(0, mainKey.lastIndexOf('/') + 1)
  const key = toKey(filled)
  if (!key.startsWith(folder))
    throw fail(
      'invalid-parameter',
      `${at} must be relative, or lie below the folder of the main file, "/${folder}".`,
      {
        path: at,
      },
    )
  return key.slice(folder.length)
}

const VARIABLE = /\{([^{}/]*)\}/g

const fill = (
  path: string,
  format: string,
  { source, definition }: PathContext,
  more: Readonly<Record<string, string>>,
  at: string,
): string => {
  const name = fileName(source)
  const dot = name.lastIndexOf('.')
  const values = {
    inputName: baseName(source),
    inputFormat: dot > 0 ? name.slice(dot + 1) : '',
    definition: String(definition),
    format,
    ...more,
  }
  for (const [variable, called = ''] of path.matchAll(VARIABLE))
    if (!Object.hasOwn(values, called))
      throw fail('invalid-parameter', `The variable ${variable} in ${at} is not known.`, { path: at })
  return expand(path, values)
}

const withExtension = (path: string, extension: string): string =>
  path.toLowerCase().endsWith(`.${extension}`) ? path : `${path}.${extension}`
