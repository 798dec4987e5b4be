import { constants } from 'node:os'

/** The signals that end a process from outside or by its own fault; FFmpeg has no exit codes in their range. */
const FATAL = [
  ...([
    'SIGHUP',
    'SIGINT',
    'SIGQUIT',
    'SIGILL',
    'SIGTRAP',
    'SIGABRT',
    'SIGBUS',
    'SIGFPE',
    'SIGKILL',
  ] as const),
  ...(['SIGSEGV', 'SIGPIPE', 'SIGTERM', 'SIGXCPU', 'SIGXFSZ', 'SIGSYS'] as const),
]

/** bubblewrap reports a child that ended by signal n as exit code 128 + n. */
export const signalOfExitCode = (exitCode: number): string | undefined =>
  FATAL.find((name) => constants.signals[name] + 128 === exitCode)
