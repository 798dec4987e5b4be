import type { App, Caller } from '../app/app.ts'
import type { LinkMaker } from '../app/links.ts'
import type { Callback } from '../domain/callback.ts'
import type { Task } from '../domain/task.ts'
import type { NotifyContext } from './dialect.ts'
import type { Call } from './operation.ts'
import type { RawRequest } from './request.ts'

/**
 * Makes the addresses of objects for services whose answers hold URLs: whoever has one can read the object, of a playlist
 * also what lies in its folder. They name the server as its operator does, else as the caller has reached it.
 */
export const urlsFor = ({ app, caller, raw }: Pick<Call, 'app' | 'caller' | 'raw'>): Promise<LinkMaker> =>
  urlsAt(app, caller, originOf(raw))

/** The same for those who are called back: in the name of the key that asked for it. @throws DomainError unknown-access-key */
export const urlsTold = (
  { key }: Callback,
  { project }: Task,
  { app, origin }: NotifyContext,
): Promise<LinkMaker> => urlsAt(app, { project, key }, origin)

const urlsAt = async (app: App, caller: Caller, reached: string): Promise<LinkMaker> => {
  const link = await app.links.maker(caller)
  const origin = app.links.origin ?? reached
  return (place, options) => origin + link(place, options)
}

const originOf = ({ headers }: Pick<RawRequest, 'headers'>): string =>
  `${headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'}://${headers.host ?? ''}`
