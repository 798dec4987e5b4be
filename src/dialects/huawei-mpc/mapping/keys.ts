/** A key as clients write it: a leading slash is dropped. */
export const toKey = (object: string): string => object.replace(/^\/+/, '')

/** The folder of outputs, without slashes at its ends; empty is the bucket's top. */
export const toFolder = (object: string): string =>
  object
    .split('/')
    .filter((part) => part !== '')
    .join('/')

/** `folder/name`; just the name at the bucket's top. */
export const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

/** The last part of a key. */
export const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1)

/** The deepest folder that holds all keys, without slashes at its ends. */
export const sharedFolder = (keys: readonly string[]): string => {
  const [first = [], ...others] = keys.map((key) => key.split('/').slice(0, -1))
  const end = first.findIndex((part, i) => others.some((parts) => parts[i] !== part))
  return first.slice(0, end < 0 ? undefined : end).join('/')
}

/** A key as seen from a folder that holds it. */
export const belowFolder = (folder: string, key: string): string =>
  folder === '' ? key : key.slice(folder.length + 1)
