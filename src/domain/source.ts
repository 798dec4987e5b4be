/** Where a task's input comes from. `file` is a path of this machine: only the command line may say it, never an API. */
export type Source =
  | { readonly from: 'object'; readonly bucket: string; readonly key: string }
  | { readonly from: 'url'; readonly url: string }
  | { readonly from: 'file'; readonly path: string }

/** The name without folders and extension, as output names use it. Empty for a source that has none. */
export const baseName = (source: Source): string => {
  const last = fileName(source)
  const dot = last.lastIndexOf('.')
  return dot > 0 ? last.slice(0, dot) : last
}

/** What to call it before people: a URL without its query, which may hold secrets. */
export const displayName = (source: Source): string => {
  switch (source.from) {
    case 'object':
      return JSON.stringify(`${source.bucket}/${source.key}`)
    case 'file':
      return JSON.stringify(fileName(source))
    case 'url': {
      const url = URL.parse(source.url)
      return url ? JSON.stringify(`${url.origin}${url.pathname}`) : 'at the given URL'
    }
  }
}

/** The last part of the key, path or URL path. */
export const fileName = (source: Source): string => {
  const whole =
    source.from === 'object'
      ? source.key
      : source.from === 'file'
        ? source.path
        : (URL.parse(source.url)?.pathname ?? '')
  const last = whole.split('/').at(-1) ?? ''
  if (source.from !== 'url') return last
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
