import { DomainError } from '../domain/problem.ts'
import type { Ports } from './ports.ts'

export interface Readiness {
  readonly ready: boolean
  /** One entry per thing looked at; `problem` says what is wrong and the way out. */
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail?: string }[]
}

export interface SystemUseCases {
  /** Whether tasks can be taken in and done now: store, disk, FFmpeg. */
  readonly readiness: () => Promise<Readiness>
  /** From now on `readiness` answers no: the server is going down. */
  readonly drain: () => void
}

export const systemUseCases = (ports: Ports): SystemUseCases => {
  let draining = false
  const check = async (name: string, look: () => Promise<string | undefined>) => {
    try {
      const detail = await look()
      return { name, ok: true, ...(detail === undefined ? {} : { detail }) }
    } catch (error) {
      return {
        name,
        ok: false,
        detail: error instanceof DomainError ? error.problem.message : 'Not available; the log says why.',
      }
    }
  }
  return {
    readiness: async () => {
      const checks = await Promise.all([
        check('store', async () => void (await ports.events.last())),
        check('ffmpeg', async () => `FFmpeg ${(await ports.capabilities()).version}`),
        check('disk', async () => {
          const free = await ports.freeBytes()
          if (free < ports.minFreeBytes)
            throw new DomainError({ code: 'storage-full', message: `Only ${free} bytes free.` })
          return `${free} bytes free`
        }),
      ])
      return {
        ready: !draining && checks.every((c) => c.ok),
        checks: draining
          ? [...checks, { name: 'draining', ok: false, detail: 'The server is going down.' }]
          : checks,
      }
    },
    drain: () => {
      draining = true
    },
  }
}
