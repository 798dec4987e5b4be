import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { baseName, fileName, type Source } from '../../domain/source.ts'
import { usageError } from '../cli-error.ts'

/** What is to be transcoded. `name` is its file name, `base` the same without extension; both safe in an object key. */
export interface Input {
  readonly source: Extract<Source, { from: 'file' | 'url' }>
  readonly name: string
  readonly base: string
}

/** @throws CliError (usage) for a file that is not there or no file, and for a URL that is not http or https */
export const readInput = async (text: string): Promise<Input> => {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme !== undefined) {
    if ((scheme !== 'http' && scheme !== 'https') || !URL.canParse(text))
      throw usageError(
        `${JSON.stringify(text)} is not a file or an http or https URL. Another kind of link must be downloaded first.`,
      )
    return named({ from: 'url', url: text })
  }
  if (text === '') throw usageError('The input is empty. Name a file, or an http or https URL.')
  const path = resolve(text)
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (text === '-')
      throw usageError('Standard input is not read: a film is gone through several times. Name a file.')
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw usageError(`There is no file ${text}.`)
    throw usageError(`The file ${text} cannot be read (${error.code}).`)
  })
  if (!found.isFile())
    throw usageError(`${text} is ${found.isDirectory() ? 'a folder' : 'not a regular file'}.`)
  return named({ from: 'file', path })
}

const named = (source: Input['source']): Input => ({
  source,
  name: safeName(fileName(source)) || 'source',
  base: safeName(baseName(source)) || 'output',
})

/** Letters that an object key cannot hold become `_`; what is too long for a file system is cut. */
export const safeName = (text: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  let name = text.toWellFormed().replace(/[\u0000-\u001f\u007f/\\]/g, '_')
  while (new TextEncoder().encode(name).length > 150) name = [...name].slice(0, -1).join('')
  return name === '.' || name === '..' ? '_' : name
}
