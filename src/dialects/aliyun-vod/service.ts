/** Facts of the service that more than one file needs. */
export const DIALECT = 'aliyun-vod'
/** Which template group and which watermark are a project's default, as templates of a kind of their own. */
export const DEFAULTS_DIALECT = 'aliyun-vod-default'
export const WATERMARKS_DIALECT = 'aliyun-vod-watermark'
/** Templates of snapshots and of animations. */
export const TEMPLATES_DIALECT = 'aliyun-vod-template'
/** Tasks of snapshots and of animations are families of their own, which transcoding tasks are listed without. */
export const SNAPSHOTS_DIALECT = 'aliyun-vod/snapshots'
export const ANIMATIONS_DIALECT = 'aliyun-vod/animations'
export const VERSION = '2017-03-21'

/** All projects have this one application. */
export const APP_ID = 'app-1000000'

/** The page of an operation in the service's documentation. */
export const docsPage = (name: string): string =>
  `https://www.alibabacloud.com/help/en/vod/developer-reference/api-vod-${VERSION}-${name.toLowerCase()}`

export const route = (action: string) => ({ by: 'action' as const, action, version: VERSION })
