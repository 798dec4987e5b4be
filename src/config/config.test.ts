import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('readConfig', () => {
  it('has defaults for everything', () => {
    expect(readConfig({}, 8)).toMatchObject({
      host: '127.0.0.1',
      port: 7005,
      sandbox: 'auto',
      workers: 4,
      logLevel: 'info',
      egressAllow: [],
      corsOrigins: [],
    })
    expect(readConfig({}, 1).workers).toBe(1)
  })
  it('reads lists and numbers', () => {
    expect(readConfig({ PENTODE_EGRESS_ALLOW: '10.0.0.0/8, nas.local', PENTODE_PORT: '0' }, 2)).toMatchObject(
      { port: 0, egressAllow: ['10.0.0.0/8', 'nas.local'] },
    )
  })
  it('reads origins as browsers write them', () => {
    const { corsOrigins } = readConfig({ PENTODE_CORS_ORIGINS: '*, https://App.example:443/,http://x:80' }, 1)
    expect(corsOrigins).toEqual(['*', 'https://app.example', 'http://x'])
  })
  it.each([
    [{ PENTODE_PORT: 'http' }, /PENTODE_PORT must be a whole number from 0 to 65535, not "http"/],
    [{ PENTODE_PORT: '70000' }, /PENTODE_PORT/],
    [{ PENTODE_SANDBOX: 'maybe' }, /auto, required, off/],
    [{ PENTODE_ACCESS_KEY_ID: 'x' }, /go together/],
    [{ PENTODE_PUBLIC_URL: 'nowhere' }, /not a URL/],
    [{ PENTODE_CORS_ORIGINS: 'app.example.com' }, /PENTODE_CORS_ORIGINS.*"app.example.com"/],
    [{ PENTODE_CORS_ORIGINS: 'https://a.example/page' }, /origins such as/],
  ])('refuses %j and says why', (env, message) => {
    expect(() => readConfig(env, 2)).toThrow(ConfigError)
    expect(() => readConfig(env, 2)).toThrow(message)
  })
})
