/** Facts of the service that more than one file needs. */
export const DIALECT = 'aliyun-ice'
/** Jobs of snapshots, of animations and of media information are families with lists of their own. */
export const SNAPSHOTS_DIALECT = 'aliyun-ice/snapshots'
export const ANIMATIONS_DIALECT = 'aliyun-ice/animations'
export const MEDIA_INFO_DIALECT = 'aliyun-ice/media-info'
export const VERSION = '2020-11-09'

/** The page of an operation in the service's documentation. */
export const docsPage = (name: string): string =>
  `https://www.alibabacloud.com/help/en/ims/developer-reference/api-ice-${VERSION}-${name.toLowerCase()}`

export const route = (action: string) => ({ by: 'action' as const, action, version: VERSION })
