/** Facts of the service that more than one file needs. */
export const DIALECT = 'tencent-vod'
/** The service's API has no version on the wire; its documentation calls it this. */
export const VERSION = '2.0'
/** Where all actions are. */
export const PATH = '/v2/index.php'

/** Seconds a signed request is good for, before and after. */
export const SIGNATURE_WINDOW = 2 * 3600

/** Of every action. */
export const LIMIT = { count: 100, perSeconds: 60 } as const

/** How many transcoding templates of its own a project may have. */
export const TEMPLATE_QUOTA = 16

/** The page of an action in the service's documentation, by its number there. */
export const docsPage = (page: number): string => `https://cloud.tencent.com/document/product/266/${page}`

/** How many tasks of one file are looked through for what was made of it, the newest first. */
export const MAX_TASKS = 200
