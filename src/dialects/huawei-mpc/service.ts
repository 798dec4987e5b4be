/** Facts of the service that more than one file needs. */
export const DIALECT = 'huawei-mpc'
/** Template groups are kept beside the templates, under a name of their own. */
export const GROUP_DIALECT = 'huawei-mpc/template-group'

/** Watermark templates likewise. */
export const WATERMARK_DIALECT = 'huawei-mpc/watermark-template'

/** Tasks of animated pictures, of snapshots, of packaging and those that only look are families of their own in the service, with states and lists of their own. */
export const ANIMATION_DIALECT = 'huawei-mpc/animated-graphics'
export const THUMBNAIL_DIALECT = 'huawei-mpc/thumbnails'
export const EXTRACT_DIALECT = 'huawei-mpc/extract-metadata'
export const REMUX_DIALECT = 'huawei-mpc/remux'

export const BASE = '/v1/{project_id}'
export const TOKENS_PATH = '/v3/auth/tokens'
export const PROJECTS_PATH = '/v3/projects'

/** Ids are int32 in the official clients. */
export const MAX_ID = 2_147_483_647

/** Tasks of one project in a minute, and calls of any other kind, as the service documents them. */
export const TASK_LIMIT = { count: 100, perSeconds: 60 } as const
export const GENERAL_LIMIT = { count: 1000, perSeconds: 60 } as const

/** A page of the service's API reference. */
export const docsPage = (page: string): string =>
  `https://support.huaweicloud.com/intl/en-us/api-mpc/${page}.html`
/** A page of the identity service's API reference. */
export const iamPage = (page: string): string =>
  `https://support.huaweicloud.com/intl/en-us/api-iam/${page}.html`
