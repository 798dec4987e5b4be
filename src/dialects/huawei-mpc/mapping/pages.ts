export interface Page {
  readonly page?: number | undefined
  readonly size?: number | undefined
}

export const DEFAULT_SIZE = 10

/** One page of a list, counted from 0. */
export const pageOf = <T>(rows: readonly T[], { page = 0, size = DEFAULT_SIZE }: Page): readonly T[] =>
  rows.slice(page * size, (page + 1) * size)
