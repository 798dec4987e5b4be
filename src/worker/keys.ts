/** The folder part of a key, with its slash; empty at the top. */
export const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1)

/** The last part of a key, without its extension. */
export const stemOf = (key: string): string => {
  const name = key.slice(key.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

/** A relative name as it stands in a playlist: percent-encoded per part. */
export const uriOf = (name: string): string => name.split('/').map(encodeURIComponent).join('/')
