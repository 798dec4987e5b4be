/**
 * A value as an XML document: a member becomes an element, a list its element repeated, a scalar text. Absent members,
 * nulls and empty lists leave nothing behind.
 */
export const writeXml = (root: string, value: object): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${element(root, value)}`

const element = (name: string, value: unknown): string => {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('')
  const inner =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([key, member]) => element(key, member))
          .join('')
      : escapeText(String(value))
  return `<${name}>${inner}</${name}>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNWRITABLE, '\ufffd')
    .replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c)
