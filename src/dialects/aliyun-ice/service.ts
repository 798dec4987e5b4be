/** Facts of the service that more than one file needs. */
export const DIALECT = 'aliyun-ice'
export const VERSION = '2020-11-09'

/** The page of an operation in the service's documentation. */
export const docsPage = (name: string): string =>
  `https://www.alibabacloud.com/help/en/ims/developer-reference/api-ice-${VERSION}-${name.toLowerCase()}`
