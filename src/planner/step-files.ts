import type { StepFile } from '../domain/plan.ts'
import type { Drawn } from './drawn.ts'

/** Names texts as they come: equal ones have one name. */
export const textFiles = (): ((content: string) => StepFile) => {
  const files = new Map<string, StepFile>()
  return (content) => {
    const file = files.get(content) ?? { name: `text${files.size + 1}`, content }
    files.set(content, file)
    return file
  }
}

/** The files that pictures are drawn from, each once. */
export const filesOf = (pictures: readonly { readonly drawn?: readonly Drawn[] }[]): readonly StepFile[] => {
  const drawn = pictures.flatMap((picture) => picture.drawn ?? [])
  const files = drawn.flatMap((one) => {
    if (one.kind === 'captions') return [one.file]
    return one.kind === 'text' ? [one.file, ...(one.lines ?? []).map(({ file }) => file)] : []
  })
  return [...new Map(files.map((file) => [file.name, file])).values()]
}
