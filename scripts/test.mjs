// Everything that can be checked, in one go: format, lint, types, rooms, sizes, then all tests.
// Ends with one line, `N passed, N failed`, whatever happened before.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, root } from './setup/paths.mjs'

const filters = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'pentode-test-'))
const report = join(folder, 'report.json')
const step = (command, args) => spawnSync(command, args, { cwd: root, stdio: ['ignore', 1, 2] }).status === 0

const checks =
  filters.length > 0
    ? []
    : [
        ['biome', () => step(bin('biome'), ['check', '.'])],
        ['types', () => step(bin('tsc'), ['--noEmit'])],
        ['rooms', () => step(process.execPath, ['scripts/check-rooms.mjs'])],
        ['sizes', () => step(process.execPath, ['scripts/check-size.mjs'])],
      ]
const failedChecks = checks.filter(([, check]) => !check()).map(([name]) => name)
const node = bin('node')
const ran = step(node, [
  bin('vitest'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...filters,
])

let passed = checks.length - failedChecks.length
let failed = failedChecks.length
try {
  const result = JSON.parse(readFileSync(report, 'utf8'))
  passed += result.numPassedTests
  // A file that cannot be loaded fails without any test of its own failing.
  failed += Math.max(result.numFailedTests, result.numFailedTestSuites > 0 || !ran ? 1 : 0)
  if (result.numTotalTests === 0) failed += 1
} catch {
  failed += 1
}
rmSync(folder, { recursive: true, force: true })
for (const name of failedChecks) console.log(`check failed: ${name}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
