/** Reads what a foreign JSON may hold: a field of another type than the asked one counts as absent. */
export type Fields = Readonly<Record<string, unknown>>

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}

export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : [])

export const textOf = (fields: Fields, name: string): string | undefined => {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  return typeof value === 'string' && value !== '' && value !== 'unknown' ? value : undefined
}

/** ffprobe writes some numbers as text, and `N/A` for what it does not know. */
export const numberOf = (fields: Fields, name: string): number | undefined => {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** An object of the given properties, without those that are undefined: absent is not the same as undefined here. */
export const present = <T extends object>(properties: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as T
