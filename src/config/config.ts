import { join, resolve } from 'node:path'

/** All settings, read once at start and handed down. No module reads the environment by itself. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Absolute. */
  readonly dataDir: string
  /** Where clients reach the server; absent: host and port. */
  readonly publicUrl?: string
  readonly accessKey?: { readonly id: string; readonly secret: string }
  readonly ffmpeg?: string
  /** An ffprobe with libvmaf, which most builds lack. */
  readonly vmafProbe?: string
  /** Of which pictures the quality is measured: where it is asked for, or of all. */
  readonly quality: 'asked' | 'all'
  readonly sandbox: 'auto' | 'required' | 'off'
  /** Tasks done at the same time by this process. */
  readonly workers: number
  /** Hosts or CIDRs inside private networks that source URLs may name. */
  readonly egressAllow: readonly string[]
  /** Origins whose pages may call the server; `*`: all. */
  readonly corsOrigins: readonly string[]
  readonly logLevel: string
  /** Largest request body of an API call, in bytes; uploads have no such bound. */
  readonly maxBodyBytes: number
  /** Below this many free bytes no task is taken in. */
  readonly minFreeBytes: number
  /** An FFmpeg that reports no progress for this long is ended, in milliseconds. */
  readonly stallMs: number
  /** Whether the services' documented call limits hold. */
  readonly rateLimits: boolean
  /** Whether an empty server transcodes a sample at its first start. */
  readonly sample: boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const MiB = 1024 * 1024

/**
 * Reads `PENTODE_*` settings.
 * @param cores processors of this machine; one FFmpeg uses about two, so that many tasks run by default
 * @throws ConfigError naming the setting, its value and what is expected
 */
export const readConfig = (env: Environment, cores: number): Config => {
  const id = text(env, 'PENTODE_ACCESS_KEY_ID')
  const secret = text(env, 'PENTODE_ACCESS_KEY_SECRET')
  if ((id === undefined) !== (secret === undefined))
    throw new ConfigError(
      'PENTODE_ACCESS_KEY_ID and PENTODE_ACCESS_KEY_SECRET go together: set both, or neither.',
    )
  const publicUrl = text(env, 'PENTODE_PUBLIC_URL')
  if (publicUrl !== undefined && !URL.canParse(publicUrl))
    throw new ConfigError(`PENTODE_PUBLIC_URL is not a URL: ${JSON.stringify(publicUrl)}`)
  const ffmpeg = text(env, 'PENTODE_FFMPEG')
  const vmafProbe = text(env, 'PENTODE_VMAF_FFPROBE')
  return {
    host: text(env, 'PENTODE_HOST') ?? '127.0.0.1',
    port: integer(env, 'PENTODE_PORT', 7005, 0, 65_535),
    dataDir: resolve(text(env, 'PENTODE_DATA') ?? 'data'),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(id === undefined || secret === undefined ? {} : { accessKey: { id, secret } }),
    ...(ffmpeg === undefined ? {} : { ffmpeg }),
    ...(vmafProbe === undefined ? {} : { vmafProbe }),
    quality: oneOf(env, 'PENTODE_QUALITY', ['off', 'always']) === 'always' ? 'all' : 'asked',
    sandbox: oneOf(env, 'PENTODE_SANDBOX', ['auto', 'required', 'off']),
    workers: integer(env, 'PENTODE_WORKERS', Math.max(1, Math.floor(cores / 2)), 0, 256),
    egressAllow: list(env, 'PENTODE_EGRESS_ALLOW'),
    corsOrigins: list(env, 'PENTODE_CORS_ORIGINS').map(webOrigin),
    logLevel: oneOf(env, 'PENTODE_LOG', ['info', 'trace', 'debug', 'warn', 'error', 'silent']),
    maxBodyBytes: integer(env, 'PENTODE_MAX_BODY_BYTES', 10 * MiB, 1024, 1024 * MiB),
    minFreeBytes: integer(env, 'PENTODE_MIN_FREE_BYTES', 256 * MiB, 0, Number.MAX_SAFE_INTEGER),
    stallMs: integer(env, 'PENTODE_STALL_SECONDS', 120, 1, 86_400) * 1000,
    rateLimits: oneOf(env, 'PENTODE_RATE_LIMITS', ['on', 'off']) === 'on',
    sample: oneOf(env, 'PENTODE_SAMPLE', ['on', 'off']) === 'on',
  }
}

/** Where things lie in the data folder. */
export const layoutOf = (dataDir: string) => ({
  store: dataDir,
  buckets: join(dataDir, 'buckets'),
  attempts: join(dataDir, 'attempts'),
  uploads: join(dataDir, 'uploads'),
  accessKey: join(dataDir, 'access-key.json'),
})

const text = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined

const list = (env: Environment, name: string): readonly string[] =>
  (text(env, name) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** As browsers write it: scheme, host in lower case, a port that is not the usual one. */
const webOrigin = (value: string): string => {
  if (value === '*') return value
  const url = URL.parse(value)
  if (url === null || url.origin === 'null' || `${url.origin}/` !== url.href)
    throw new ConfigError(
      `PENTODE_CORS_ORIGINS must hold origins such as https://app.example.com, or *, not ${JSON.stringify(value)}.`,
    )
  return url.origin
}

const integer = (env: Environment, name: string, otherwise: number, min: number, max: number): number => {
  const value = text(env, name)
  if (value === undefined) return otherwise
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < min || number > max)
    throw new ConfigError(
      `${name} must be a whole number from ${min} to ${max}, not ${JSON.stringify(value)}.`,
    )
  return number
}

const oneOf = <const T extends string>(env: Environment, name: string, values: readonly [T, ...T[]]): T => {
  const value = text(env, name) ?? values[0]
  const found = values.find((v) => v === value)
  if (!found)
    throw new ConfigError(`${name} must be one of ${values.join(', ')}, not ${JSON.stringify(value)}.`)
  return found
}
