/** A terminal, a pipe, or a test's memory. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean }

export interface LocalServerOptions {
  /** Files of this machine, seen as objects of these names in the bucket `input`. Nothing is copied. */
  readonly inputs: readonly { readonly name: string; readonly path: string }[]
  /** Where the bucket `outputs` is. */
  readonly outDir: string
}

/** A private server for one job, on a loopback port of its own. */
export interface LocalServer {
  readonly url: string
  readonly keyId: string
  readonly secret: string
  /** Ends running work and removes all that is not an output. */
  readonly close: () => Promise<void>
}

export interface Examination {
  readonly ok: boolean
  readonly lines: readonly { readonly ok: boolean; readonly label: string; readonly detail: string }[]
}

/** What the command line cannot do by itself, since it only talks HTTP, and the world around it. */
export interface Host {
  readonly version: string
  /** Runs a server until a signal ends it. */
  readonly serve: () => Promise<void>
  /** Whether this machine can do the work. */
  readonly doctor: () => Promise<Examination>
  readonly startLocal: (options: LocalServerOptions) => Promise<LocalServer>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Output
  readonly stderr: Output
  /** What the shell is told at the end; the process's own exit code when absent. */
  readonly setExitCode?: (code: number) => void
  /** Calls back at each interrupt with the exit code it stands for; returns how to stop that. Process signals when absent. */
  readonly onInterrupt?: (listener: (exitCode: number) => void) => () => void
}
