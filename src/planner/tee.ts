/** An option of FFmpeg, without its leading dash and stream specifier. */
export type Option = readonly [name: string, value: string]

export interface TeeSlave {
  readonly muxer: string
  /** Positions of the tee output's streams that this file takes. */
  readonly streams: readonly number[]
  readonly options: readonly Option[]
  /** With its protocol: `file:…`. */
  readonly target: string
}

/**
 * The file name of a tee output. FFmpeg takes it apart twice: at `|` into slaves, then `[k=v:k=v]` at `:`, and both passes
 * remove one level of backslashes. Quotes are not used; white space counts only at the ends, so it is escaped everywhere.
 */
export const teeTarget = (slaves: readonly TeeSlave[]): string => slaves.map(slaveText).join('|')

const slaveText = ({ muxer, streams, options, target }: TeeSlave): string => {
  const all: Option[] = [['select', streams.join(',')], ['f', muxer], ...options]
  const text = all.map(([name, value]) => `${name}=${escapeOption(value)}`).join(':')
  return escapeSlave(`[${text}]${target}`)
}

/** A value inside `[…]`. */
export const escapeOption = (value: string): string => value.replace(/[\\':\]\s]/g, '\\$&')
/** A whole slave between `|`. */
export const escapeSlave = (slave: string): string => slave.replace(/[\\'|\s]/g, '\\$&')
