import { DomainError, fail } from '../domain/problem.ts'

/** The system's name of the error: `ENOENT`. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Nothing is there, or what is there leads nowhere. */
export const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error) ?? '')

/** What a failed write to `<bucket>/<key>` means for a caller. Errors that are not the disk's stay what they are. */
export const explainWrite = (error: unknown, bucket: string, key: string): unknown => {
  if (error instanceof DomainError) return error
  const name = JSON.stringify(`${bucket}/${key}`)
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fail('storage-full', 'The disk that holds the objects is full.', { cause: error })
    case 'ENOTDIR':
    case 'EEXIST':
      return fail('invalid-object-key', `${name} cannot be written: a folder of it is an object.`, {
        cause: error,
      })
    case 'EISDIR':
    case 'ENOTEMPTY':
      return fail('invalid-object-key', `${name} cannot be written: other objects lie below it.`, {
        cause: error,
      })
    case 'ENAMETOOLONG':
      return fail('invalid-object-key', `${name} is too long for this disk.`, { cause: error })
    case 'EIO':
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'ENODEV':
    case 'ESTALE':
      return fail('unavailable', `The disk that holds the objects refuses to be written.`, { cause: error })
    default:
      return error
  }
}
