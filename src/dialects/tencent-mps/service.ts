/** Facts of the service that more than one file needs. */
export const DIALECT = 'tencent-mps'
export const VERSION = '2019-06-12'

/** The account number in front of task ids. The service's own are opaque to clients; this one is the same everywhere. */
export const APP_ID = '1300000000'

const DAY = 86_400_000
/** How long a task can be queried after its submission, in milliseconds. */
export const QUERY_WINDOW = 3 * DAY
/** How long a SessionId is remembered, in milliseconds. */
export const SESSION_WINDOW = 3 * DAY

/** The page of an action in the service's documentation, by its number there. */
export const docsPage = (page: string): string => `https://www.tencentcloud.com/document/product/1041/${page}`
