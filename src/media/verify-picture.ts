import { join } from 'node:path'
import type { PictureFormat } from '../domain/picture-spec.ts'
import type { OutputFile } from '../domain/task.ts'
import { readImage } from './images/image-facts.ts'
import { CheckFailed, finishedFile, type VerifiedFile } from './verified.ts'

export interface ExpectedPicture {
  readonly role: OutputFile['role']
  readonly format: PictureFormat
  readonly width: number
  readonly height: number
}

/**
 * One still picture: whole, of its format and size.
 * @throws CheckFailed
 */
export const verifyPicture = async (
  dir: string,
  path: string,
  { role, format, width, height }: ExpectedPicture,
): Promise<VerifiedFile> => {
  const file = await finishedFile(dir, path, role)
  const facts = await readImage(join(dir, path), format)
  if (facts?.width === width && facts.height === height) return file
  throw new CheckFailed(
    role,
    facts
      ? `The picture ${path} is ${facts.width}x${facts.height} instead of ${width}x${height}.`
      : `The picture ${path} is not a whole ${format.toUpperCase()}.`,
    { path, expected: `${width}x${height}`, actual: facts ? `${facts.width}x${facts.height}` : null },
  )
}
