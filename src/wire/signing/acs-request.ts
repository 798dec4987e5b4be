import { fail } from '../../domain/problem.ts'
import { nest, type Pair, readPairs } from '../codecs/form.ts'
import { decode } from '../codecs/json.ts'
import type { ActionRequest } from '../dialect.ts'
import { mediaType, type RawRequest } from '../request.ts'

/** Alibaba Cloud's RPC requests: v1 has everything in parameters, v3 (ACS3) the common part in headers. */
export interface AcsShape {
  readonly scheme: 'v1' | 'v3'
  readonly action?: string
  readonly version?: string
}

const FORM = 'application/x-www-form-urlencoded'
const hasForm = (raw: RawRequest): boolean => raw.method !== 'GET' && mediaType(raw) === FORM

const isV3 = ({ headers }: RawRequest): boolean => (headers.authorization ?? '').startsWith('ACS3-')

const glances = new WeakMap<RawRequest, URLSearchParams>()
/**
 * Parameters as told by tolerant eyes: this only looks; `acsPairs` reads the same text strictly. Kept with the request:
 * it is looked at several times before anything is believed, and a body may be large.
 */
const glance = (raw: RawRequest): URLSearchParams => {
  const kept = glances.get(raw)
  if (kept) return kept
  const params = new URLSearchParams(`${raw.query}&${hasForm(raw) ? Buffer.from(raw.body).toString() : ''}`)
  glances.set(raw, params)
  return params
}

/** Whether the request is an RPC one, told by what only these have; undefined when it is not. */
export const acsShape = (raw: RawRequest): AcsShape | undefined => {
  const { headers } = raw
  const shape = (scheme: 'v1' | 'v3', action: string | null, version: string | null): AcsShape => ({
    scheme,
    ...(action ? { action } : {}),
    ...(version ? { version } : {}),
  })
  if (isV3(raw)) return shape('v3', headers['x-acs-action'] ?? null, headers['x-acs-version'] ?? null)
  const params = glance(raw)
  // Some v1 clients repeat action and version in headers, spelt otherwise: the signed parameters count.
  if (
    params.has('AccessKeyId') ||
    params.has('SignatureNonce') ||
    (params.has('Action') && params.has('Version'))
  )
    return shape('v1', params.get('Action'), params.get('Version'))
  return headers['x-acs-action'] === undefined
    ? undefined
    : shape('v3', headers['x-acs-action'] ?? null, headers['x-acs-version'] ?? null)
}

/**
 * All parameters, of the query and of a form body. In both a space may come as `+`, as the Python clients write it.
 * @throws DomainError malformed-request; also for a name that is in both
 */
export const acsPairs = (raw: RawRequest): readonly Pair[] => {
  const query = readPairs(raw.query)
  if (!hasForm(raw)) return query
  const body = readPairs(decode(raw.body))
  const names = new Set(query.map(({ key }) => key))
  const twice = body.find(({ key }) => names.has(key))
  if (twice)
    throw fail(
      'malformed-request',
      `The parameter ${JSON.stringify(twice.key)} is in the query and in the body.`,
    )
  return [...query, ...body]
}

/** Parameters of every call, which the action does not see. */
const COMMON = new Set([
  ...['Action', 'Version', 'Format', 'AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion'],
  ...['SignatureNonce', 'SignatureType', 'Timestamp', 'SecurityToken', 'BearerToken', 'RegionId'],
  ...['OwnerId', 'OwnerAccount', 'ResourceOwnerId', 'ResourceOwnerAccount'],
])

const ownParams = (raw: RawRequest): unknown => nest(acsPairs(raw).filter(({ key }) => !COMMON.has(key)))

/** The request as `Dialect.identify` answers it. */
export const acsAction = ({ action, version }: AcsShape): ActionRequest => ({
  ...(action === undefined ? {} : { action }),
  ...(version === undefined ? {} : { version }),
  params: ownParams,
})

/** What the answer is written in. v3 has JSON only; v1 says so in `Format`, and an absent one means XML. */
export const acsFormat = (raw: RawRequest): 'json' | 'xml' | 'unknown' => {
  if (acsShape(raw)?.scheme !== 'v1') return 'json'
  const asked = (glance(raw).get('Format') ?? 'XML').toLowerCase()
  return asked === 'json' || asked === 'xml' ? asked : 'unknown'
}
