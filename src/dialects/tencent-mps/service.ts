/** Facts of the service that more than one file needs. */
export const DIALECT = 'tencent-mps'
/** Watermark templates have numbers of their own. */
export const WATERMARKS_DIALECT = 'tencent-mps-watermark'
export const VERSION = '2019-06-12'

/** Seconds a signed request is good for, before and after. */
export const SIGNATURE_WINDOW = 300

const DAY = 86_400_000
/** How long a SessionId is remembered, in milliseconds. */
export const SESSION_WINDOW = 3 * DAY

/** The page of an action in the service's documentation, by its number there. */
export const docsPage = (page: string): string => `https://www.tencentcloud.com/document/product/1041/${page}`
