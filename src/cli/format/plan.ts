import type { PlanJson } from '../api/types.ts'
import type { Output } from '../host.ts'
import { codecs, resolution } from './media.ts'
import { printLine } from './print.ts'
import { printable } from './table.ts'
import { formatDuration } from './units.ts'

/** Commands as a shell would take them, and why they are so. */
export const printPlan = (to: Output, { media, commands, outputs, reasons }: PlanJson): void => {
  const print = (text: string): void => printLine(to, printable(text))
  const size = resolution(media)
  print(
    `source: ${[codecs(media), size, formatDuration(media.duration, { exact: true })].filter(Boolean).join(', ')}`,
  )
  for (const reason of reasons) print(`  ${reason}`)
  for (const { name, reasons: why, refused } of outputs) {
    print('')
    print(refused ? `${name}: cannot be made: ${refused.message}` : `${name}:`)
    for (const reason of why) print(`  ${reason}`)
  }
  for (const { shell, purpose, outputs: made } of commands) {
    print('')
    print(
      `# ${purpose === 'measure' ? 'first pass for' : 'makes'} ${made.map((index) => outputs[index]?.name ?? index).join(', ')}`,
    )
    print(shell)
  }
}
