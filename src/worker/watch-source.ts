import { type Problem, problem } from '../domain/problem.ts'
import { fileVersion } from '../media/file-version.ts'

export interface SourceWatch {
  /**
   * What became of the source since the watch began, if that spoils what was read of it. A source that was deleted spoils
   * nothing that was `read` to its end.
   */
  readonly fault: (read: boolean) => Promise<Problem | undefined>
}

/**
 * Watches a source that others can write to. It is read several times, to measure it and to make things of it, and each must
 * see the same: FFmpeg itself notices nothing.
 */
export const watchSource = async (path: string): Promise<SourceWatch> => {
  const before = await fileVersion(path)
  return {
    fault: async (read) => {
      const now = await fileVersion(path)
      if (now === before) return undefined
      if (now !== undefined)
        return problem(
          'source-unreadable',
          'The source was changed while it was being read. Retry when nothing writes to it any more.',
        )
      return read ? undefined : problem('source-not-found', 'The source was deleted while it was being read.')
    },
  }
}
