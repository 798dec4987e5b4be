/** Folder name, and the `dialect` of the tasks and templates made through the native API. */
export const DIALECT = 'pentode'

/** Where the native API lives. */
export const BASE = '/api/v1'
/** Where links are opened. */
export const MEDIA = '/media'
export const REFERENCE_PATH = `${BASE}/reference`
export const OPENAPI_PATH = `${BASE}/openapi.json`

/** The download path of an object. Slashes of the key stay, everything else is percent-encoded. */
export const objectPath = (bucket: string, key: string): string =>
  `${BASE}/buckets/${encodeURIComponent(bucket)}/objects/${key.split('/').map(encodeURIComponent).join('/')}`

/** The place of an operation in the reference. */
export const docs = (operation: string): string => `${REFERENCE_PATH}#${operation}`
