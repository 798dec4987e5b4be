import { fail } from '../domain/problem.ts'
import type { TargetRules } from './check-target.ts'
import { openExchange } from './exchange.ts'
import type { FileSink } from './file-sink.ts'
import { networkFailure, statusFailure, type TryFailure } from './network-error.ts'
import type { EgressPolicy } from './policy.ts'
import { continues, type Entity, readEntity } from './response.ts'
import { watchRate } from './watch-rate.ts'

export interface Transfer {
  readonly url: string
  readonly sink: FileSink
  readonly policy: EgressPolicy
  readonly rules: TargetRules
  readonly signal: AbortSignal
  /** Gives the whole download up. */
  readonly giveUp: (problem: Error) => void
  readonly onProgress?: (received: number, total?: number) => void
}

/** How one try ended, and what is known of the file for the next. */
export interface TransferEnd {
  readonly finalUrl?: string
  readonly failure?: TryFailure
  readonly entity?: Entity
}

/**
 * One try: from the start, or from where the sink stands when the server vouches with `entity` that the bytes are still the same.
 * A server that answers with the whole file, or another file, begins the sink again.
 * @throws DomainError source-refused, source-too-large, disk-full; the signal's reason
 */
export const transfer = async (of: Transfer, known: Entity | undefined): Promise<TransferEnd> => {
  const { sink, policy, signal } = of
  let entity = known
  let host = URL.parse(of.url)?.hostname ?? ''
  try {
    const offset = known?.validator === undefined ? 0 : sink.bytes()
    const resume =
      offset > 0 && known?.validator ? { range: `bytes=${offset}-`, 'if-range': known.validator } : {}
    await using exchange = await openExchange(of.url, resume, policy, of.rules, signal)
    host = new URL(exchange.url).hostname
    const { status, headers } = exchange

    if (status === 200) {
      entity = readEntity(headers)
      if (sink.bytes() > 0) await sink.restart()
    } else if (offset > 0 && (status === 206 || status === 416)) {
      if (status === 416 || !entity || !continues(headers, entity, offset)) return { failure: changed(host) }
    } else return { failure: statusFailure(status, host), ...(entity ? { entity } : {}) }

    await receive(of, exchange.body, entity.total)
    const { total } = entity
    if (total !== undefined && sink.bytes() > total) return { failure: changed(host) }
    if (total !== undefined && sink.bytes() < total) return { failure: short(host), entity }
    return { finalUrl: exchange.url, entity }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const failure = networkFailure(error, host)
    return { failure, ...(entity ? { entity } : {}) }
  }
}

const receive = async (of: Transfer, body: AsyncIterable<Uint8Array>, total?: number): Promise<void> => {
  const { sink, policy } = of
  if (total !== undefined && total > policy.maxBytes) throw tooLarge(policy)
  using _rate = watchRate(policy, sink.bytes, of.giveUp)
  for await (const chunk of body) {
    if (sink.bytes() + chunk.length > policy.maxBytes) throw tooLarge(policy)
    await sink.write(chunk)
    of.onProgress?.(sink.bytes(), total)
  }
}

const tooLarge = ({ maxBytes }: EgressPolicy): Error =>
  fail('source-too-large', `The source is larger than the ${maxBytes} bytes that are allowed.`, {
    detail: { maxBytes },
  })

const changed = (host: string): TryFailure => ({
  error: fail('source-unreachable', `The source on ${host} changes while it is being read.`),
  retry: true,
})

const short = (host: string): TryFailure => ({
  error: fail('source-unreachable', `The source's host ${host} sent less than it said.`),
  retry: true,
  cut: true,
})
