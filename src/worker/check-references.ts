import { fail } from '../domain/problem.ts'
import { mpdReferences, playlistReferences, type Reference } from '../packaging/references.ts'
import { uriOf } from './keys.ts'
import type { Placed } from './lay-out.ts'

/**
 * Whether all that the manifests of an output name is published with it, and byte ranges lie inside their files.
 * `foreign`: URIs that the caller serves.
 * @throws DomainError output-invalid
 */
export const checkReferences = (files: readonly Placed[], foreign: ReadonlySet<string>): void => {
  const sizes = new Map(files.map((file) => [file.key, 'text' in file ? file.text.length : file.size]))
  for (const file of files)
    for (const { uri, range } of namedBy(file)) {
      if (foreign.has(uri)) continue
      const size = sizes.get(keyOf(uri, file.key))
      if (size !== undefined && (range === undefined || range.offset + range.length <= size)) continue
      throw fail(
        'output-invalid',
        `${file.key} names ${uri}, ${size === undefined ? 'which is not there' : 'beyond its end'}.`,
        {
          detail: { check: 'references', path: file.key, actual: uri },
        },
      )
    }
}

const namedBy = (file: Placed): readonly Reference[] => {
  if (!('text' in file) || typeof file.text !== 'string') return []
  if (file.role === 'manifest') return mpdReferences(file.text)
  return file.role === 'playlist' || file.role === 'master' ? playlistReferences(file.text) : []
}

const keyOf = (uri: string, from: string): string =>
  decodeURIComponent(new URL(uri, `http://x/${uriOf(from)}`).pathname.slice(1))
