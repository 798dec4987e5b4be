export interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly children: readonly XmlNode[]
  readonly text?: string
}

/** An element; attributes that are undefined are left out. */
export const element = (
  name: string,
  attributes: XmlNode['attributes'] = {},
  children: readonly XmlNode[] = [],
  text?: string,
): XmlNode => ({ name, attributes, children, ...(text !== undefined && { text }) })

/** A document, indented by two spaces a level. */
export const xmlText = (root: XmlNode): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${written(root, '')}`

const written = ({ name, attributes, children, text }: XmlNode, indent: string): string => {
  const attrs = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(value)}"`]))
    .join('')
  if (text !== undefined) return `${indent}<${name}${attrs}>${escaped(text)}</${name}>\n`
  if (children.length === 0) return `${indent}<${name}${attrs}/>\n`
  return `${indent}<${name}${attrs}>\n${children.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`
}

/** XML 1.0 cannot hold most control characters, however they are written. */
const escaped = (value: string): string =>
  value
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '')
    .replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)
