import process from 'node:process'
import { CliError, EXIT } from './cli-error.ts'
import type { Host } from './host.ts'

/** A signal that aborts at the first interrupt, with the `CliError` to end with. Disposing stops listening. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal
}

/** @param onFirst called once, at the first interrupt. A second one does not wait for anything. */
export const listenForInterrupt = (host: Pick<Host, 'onInterrupt'>, onFirst: () => void): Interrupt => {
  const controller = new AbortController()
  const stop = (host.onInterrupt ?? processSignals)((exitCode) => {
    if (controller.signal.aborted) process.exit(exitCode)
    controller.abort(new CliError('', exitCode))
    onFirst()
  })
  return { signal: controller.signal, [Symbol.dispose]: stop }
}

/** What ends a program from outside: Ctrl-C, `kill`, a terminal that is closed. */
const SIGNALS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const

const processSignals = (listener: (exitCode: number) => void): (() => void) => {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => [signal, () => listener(code)] as const)
  for (const [signal, handler] of handlers) process.on(signal, handler)
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler)
  }
}
