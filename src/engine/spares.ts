import { become, type Launched, launchSpare, type Pipes, type Spare } from './launch.ts'
import type { WrappedCommand } from './sandbox.ts'

/**
 * Processes kept ready. To start one, the kernel copies the page tables of this process, which takes the longer the more
 * memory it has: of a server, ten milliseconds in which it does nothing else. One that was started while there was time
 * becomes any program at once.
 */
export interface Spares extends Disposable {
  /** From now on some are kept ready. */
  readonly keep: () => void
  /** Undefined when none is ready. */
  readonly take: (command: WrappedCommand, pipes: Pipes) => Launched | undefined
}

/** A task that is over soon needs one for FFmpeg, and one for who looks at what it makes. */
const READY = 2
/** Milliseconds: whoever took one has begun by then, and what it became is busy with itself for some time. */
const LATER = 30
/** A server that has just come up is asked whether it is there, which is to be answered first. */
const AT_FIRST = 500

export const createSpares = (): Spares => {
  const ready: Spare[] = []
  let filling: NodeJS.Timeout | undefined
  let kept = false
  const forget = (spare: Spare): void => {
    const at = ready.indexOf(spare)
    if (at >= 0) ready.splice(at, 1)
  }
  const fill = (): void => {
    const spare = launchSpare()
    ready.push(spare)
    // One that somebody ended, or that never began, is no use to anyone.
    void spare.then(() => forget(spare))
    if (ready.length < READY) later()
  }
  const later = (ms = LATER): void => {
    clearTimeout(filling)
    if (kept) filling = setTimeout(fill, ms).unref()
  }
  return {
    keep: () => {
      kept = true
      later(AT_FIRST)
    },
    take: (command, pipes) => {
      const spare = ready.shift()
      if (ready.length < READY) later()
      return spare && become(spare, command, pipes)
    },
    [Symbol.dispose]: () => {
      kept = false
      clearTimeout(filling)
      for (const spare of ready.splice(0)) spare.kill('SIGKILL')
    },
  }
}
