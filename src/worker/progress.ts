import type { ProgressNews } from '../domain/event.ts'
import { isTerminal, outputProgress, type Task } from '../domain/task.ts'
import { type Milliseconds, type Percent, percent, seconds } from '../domain/units.ts'
import type { WorkContext } from './context.ts'
import { advance, type Course, finish, layCourse, type Piece, reached, repeat, timeLeft } from './course.ts'

/** Progress is stored at most this often, in milliseconds: a reader polls, and each write costs a disk flush. */
const STORE_EVERY = 1000

/** Tells and stores how far the outputs of one attempt have come. */
export interface AttemptProgress {
  /** What is left to be done, as it is now known. `untimed`: there is more, or the weights are no times. */
  readonly lay: (pieces: readonly Piece[], kind?: 'untimed') => void
  /** These pieces are done again. */
  readonly repeat: (pieces: readonly object[]) => void
  /** @param share 0 to 1, of the piece @param speed source seconds per wall second */
  readonly advance: (piece: object, share: number, speed?: number) => void
  /** The piece is done, and took so long. */
  readonly took: (piece: object, time: Milliseconds) => void
  /** Succeeded or failed: nothing is left to do for it. */
  readonly done: (output: number) => void
  /** How far the output is. */
  readonly of: (output: number) => Percent
  /** Nothing more is written afterwards. */
  readonly end: () => Promise<void>
}

/**
 * Begins where an earlier attempt has come to. What is told is stored before: who was told so much is never told less, also
 * after a crash.
 */
export const attemptProgress = (
  { work, now, onProgress, paces }: Pick<WorkContext, 'work' | 'now' | 'onProgress' | 'paces'>,
  task: Task,
): AttemptProgress => {
  const open = task.outputs.filter((o) => !isTerminal(o.state.status))
  const stored = new Map(task.outputs.map((o) => [o.index, outputProgress(o.state)]))
  let course: Course = layCourse(
    [],
    { from: stored, over: new Set(task.outputs.filter((o) => !open.includes(o)).map((o) => o.index)) },
    now(),
    'untimed',
  )
  let speed: number | undefined
  let storedAt = Number.NEGATIVE_INFINITY
  let waiting: NodeJS.Timeout | undefined
  let writing: Promise<unknown> = Promise.resolve()

  const running = () => open.map(({ index }) => index).filter((output) => !course.over.has(output))
  const tell = (): void => {
    const whole = [...stored].reduce((sum, [output, n]) => sum + (course.over.has(output) ? 100 : n), 0)
    const eta = timeLeft(course)
    const news: ProgressNews = {
      project: task.project,
      task: task.id,
      progress: percent(whole / Math.max(1, stored.size)),
      ...(speed !== undefined && { speed }),
      ...(eta !== undefined && { eta }),
      outputs: running().map((output) => ({ output, progress: stored.get(output) ?? percent(0) })),
    }
    if (news.outputs.length > 0) onProgress(news)
  }
  const store = async (): Promise<void> => {
    const outputs = running().map((output) => ({ output, progress: reached(course, output) }))
    // A lost write is made good by the next one; a lost claim is the lease's business.
    if (!(await work.setProgress(task.id, task.fence, outputs).catch(() => false))) return
    for (const { output, progress } of outputs) stored.set(output, progress)
    tell()
  }
  const soon = (): void => {
    clearTimeout(waiting)
    const write = (): void => {
      storedAt = now()
      writing = writing.then(store)
    }
    const since = now() - storedAt
    // It may be the last one for long: a source that stalls reports nothing. A clock that was set back is not waited for.
    if (since >= 0 && since < STORE_EVERY) waiting = setTimeout(write, STORE_EVERY - since)
    else write()
  }
  return {
    lay: (pieces, kind) => {
      const known = pieces.every(({ effort }) => effort && paces.knows(effort.alike))
      course = layCourse(pieces, course, now(), kind ?? (known ? 'known' : 'timed'))
      speed = undefined
    },
    repeat: (pieces) => {
      course = repeat(course, pieces, now())
    },
    advance: (piece, share, at) => {
      course = advance(course, piece, share, now())
      speed = at ?? speed
      soon()
    },
    took: (of, time) => {
      const effort = course.pieces.find((piece) => piece.of === of)?.effort
      if (effort) paces.learn(effort.alike, effort.weight, seconds(time / 1000))
    },
    done: (output) => {
      course = finish(course, output)
    },
    of: (output) => reached(course, output),
    end: async () => {
      clearTimeout(waiting)
      await writing
    },
  }
}
