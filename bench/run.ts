import { benchmarks } from './benchmarks.ts'
import { describeLoad, describeMachine } from './harness/machine.ts'
import { record } from './harness/record.ts'
import { writeReport } from './harness/report.ts'
import { say } from './harness/say.ts'
import { readOptions, USAGE } from './options.ts'

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2), Object.keys(benchmarks))
  for (const [name, run] of Object.entries(benchmarks)) {
    if (!options.names.includes(name)) continue
    say(`== ${name}`)
    const loadBefore = describeLoad()
    const startedAt = new Date()
    const report = writeReport(await run(options))
    const minutes = ((Date.now() - startedAt.getTime()) / 60_000).toFixed(1)
    const heading = `${startedAt.toISOString().slice(0, 16)}Z, ${minutes} min. ${describeMachine()}. Load average ${loadBefore} before, ${describeLoad()} after.`
    say(`\n${report}\n\n${heading}\n`)
    if (!options.quick) await record(name, `${heading}\n\n${report}`)
  }
}

try {
  await main()
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${USAGE}\n`,
  )
  process.exitCode = 1
}
