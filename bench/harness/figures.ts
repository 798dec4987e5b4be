import { median } from './statistics.ts'

/** Three significant figures, but whole numbers whole. */
export const number = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)))

/** The median, with the smallest and largest value when there are several. */
export const spread = (values: readonly number[], format: (value: number) => string = number): string =>
  values.length < 2
    ? format(median(values))
    : `${format(median(values))} [${format(Math.min(...values))}–${format(Math.max(...values))}]`

export const fixed =
  (digits: number) =>
  (value: number): string =>
    value.toFixed(digits)

export const mebibytes = (bytes: number): number => bytes / 1024 ** 2

export interface Limit {
  readonly atLeast?: number
  readonly atMost?: number
}

/** A target and whether a value is within it, for the last two columns of a row. */
export const judge = (value: number, { atLeast, atMost }: Limit, unit = ''): readonly [string, string] => {
  const target =
    atLeast !== undefined && atMost !== undefined
      ? `${atLeast}–${atMost}${unit}`
      : atLeast !== undefined
        ? `≥ ${atLeast}${unit}`
        : `≤ ${atMost}${unit}`
  const met = value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY)
  return [target, met ? 'met' : '**missed**']
}
export const NO_TARGET = ['', ''] as const
