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
export const folderOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('/')))
