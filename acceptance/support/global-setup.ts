import { execFileSync } from 'node:child_process'

/** Acceptance tests run the compiled server; it is compiled once, before any of them. */
export const setup = (): void => {
  if (process.env.PENTODE_TEST_ENTRY) return
  execFileSync(process.execPath, ['scripts/setup.mjs', '--build'], { stdio: 'inherit' })
}
