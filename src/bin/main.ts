import { createProgram } from '../cli/program.ts'
import { ConfigError } from '../config/config.ts'
import { DomainError } from '../domain/problem.ts'
import { examine } from './doctor.ts'
import { startLocal } from './local.ts'
import { serve } from './serve.ts'
import { VERSION } from './version.ts'

const program = createProgram({
  version: VERSION,
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  serve: () => serve(process.env, (line) => process.stdout.write(`${line}\n`)),
  doctor: () => examine(process.env),
  startLocal: (options) => startLocal(process.env, options),
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
