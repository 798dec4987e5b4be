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

const processSignals = (listener: (exitCode: number) => void): (() => void) => {
  const onInterrupt = (): void => listener(EXIT.interrupted)
  const onTerminate = (): void => listener(EXIT.terminated)
  process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate)
  return () => {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate)
  }
}
