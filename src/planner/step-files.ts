import type { StepFile } from '../domain/plan.ts'
import type { VideoTarget } from './tracks.ts'

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
export const filesOf = (targets: readonly VideoTarget[]): readonly StepFile[] => {
  const drawn = targets.flatMap((target) => target.drawn ?? [])
  const files = drawn.flatMap((one) => ('file' in one && typeof one.file === 'object' ? [one.file] : []))
  return [...new Map(files.map((file) => [file.name, file])).values()]
}
