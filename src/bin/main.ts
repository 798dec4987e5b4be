import { createProgram } from '../cli/program.ts'
import { ConfigError } from '../config/config.ts'
import { DomainError } from '../domain/problem.ts'
import { VERSION } from './version.ts'

// Commands that only ask a server load nothing of it.
const program = createProgram({
  version: VERSION,
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  serve: async () =>
    (await import('./serve.ts')).serve(process.env, (line) => process.stdout.write(`${line}\n`)),
  doctor: async () => (await import('./doctor.ts')).examine(process.env),
  startLocal: async (options) => (await import('./local.ts')).startLocal(process.env, options),
})

try {
  await program.parseAsync()
} catch (error) {
  const known = error instanceof ConfigError || error instanceof DomainError
  process.stderr.write(
    known
      ? `pentode: ${error.message}\n`
      : `pentode: ${error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exitCode = 1
}
