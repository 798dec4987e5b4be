import type { DeclinedOperation } from './operation.ts'

/** Actions of a service that are not offered, from their names by reason, parted by white space. */
export const declinedBy = (
  names: Readonly<Record<string, string>>,
  version: string,
): readonly DeclinedOperation[] =>
  Object.entries(names).flatMap(([reason, text]) =>
    text
      .split(/\s+/)
      .filter(Boolean)
      .map((name) => ({ name, version, reason })),
  )
