import { type Instant, instant } from '../../../domain/units.ts'
import { invalid } from './invalid.ts'
import { readTime } from './times.ts'

interface Window {
  readonly start_time?: string | undefined
  readonly end_time?: string | undefined
}

/** When tasks that are asked for were created; the end is inclusive and counts whole seconds. @throws DomainError invalid-parameter */
export const timeWindow = ({ start_time, end_time }: Window) => {
  const from = timeOf(start_time, 'start_time')
  const second = timeOf(end_time, 'end_time')
  const to = second === undefined ? undefined : instant(second + 999)
  if (from !== undefined && to !== undefined && from > to)
    throw invalid('start_time', 'start_time is greater than end_time')
  return {
    ...(from === undefined ? {} : { createdFrom: from }),
    ...(to === undefined ? {} : { createdTo: to }),
  }
}

const timeOf = (text: string | undefined, name: string): Instant | undefined => {
  if (text === undefined) return undefined
  const at = readTime(text)
  if (at === undefined) throw invalid(name, 'a UTC time written yyyymmddhhmmss')
  return at
}
