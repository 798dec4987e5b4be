import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/app.ts'
import { parseObjectKey } from '../domain/object-key.ts'
import type { Storage } from '../domain/ports.ts'
import { DomainError, fail, problem } from '../domain/problem.ts'
import type { Dialect, Gate } from '../wire/dialect.ts'
import { problemAnswer } from './dispatch.ts'
import { rawRequest } from './raw-request.ts'
import { send } from './send.ts'

export const TUS_PATH = '/api/v1/uploads'

export interface TusRoutes {
  readonly app: App
  readonly storage: Pick<Storage, 'publish'>
  readonly gate: Gate
  /** Whose signature gate guards uploads, and whose words refuse them. */
  readonly dialect: Dialect
  /** Where unfinished uploads lie; on the file system of the buckets, so that finishing is a rename. */
  readonly directory: string
}

/** An upload that nobody went on with for so long is removed. */
const EXPIRY_MS = 24 * 3_600_000

/**
 * Resumable uploads by the tus protocol. The upload's metadata names the object: `bucket` and `key`. It becomes visible
 * whole, when the last byte has arrived.
 */
export const addTusRoutes = (
  server: FastifyInstance,
  { app, storage, gate, dialect, directory }: TusRoutes,
): void => {
  const datastore = new FileStore({ directory, expirationPeriodInMilliseconds: EXPIRY_MS })
  const tus = new Server({
    path: TUS_PATH,
    relativeLocation: true,
    datastore,
    namingFunction: () => randomBytes(16).toString('hex'),
    onUploadCreate: refusing(dialect, async (_request, upload) => {
      const { bucket, key } = target(upload.metadata)
      parseObjectKey(key)
      if (!(await app.objects.hasBucket(bucket)))
        throw fail('bucket-not-found', `There is no bucket ${JSON.stringify(bucket)}.`)
      return {}
    }),
    onUploadFinish: refusing(dialect, async (_request, upload) => {
      const { bucket, key } = target(upload.metadata)
      await storage.publish([{ from: join(directory, upload.id), bucket, key }])
      await datastore.configstore.delete(upload.id)
      return { headers: { 'Content-Location': `/api/v1/buckets/${bucket}/objects/${encodeURI(key)}` } }
    }),
  })

  server.register(async (scope) => {
    await mkdir(directory, { recursive: true })
    await tus.cleanUpExpiredUploads()
    // The tus server reads the raw stream itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, _payload, done) =>
      done(null),
    )
    for (const url of [TUS_PATH, `${TUS_PATH}/:id`])
      scope.route({
        method: ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
        url,
        handler: async (request, reply) => {
          const raw = rawRequest(request)
          try {
            await dialect.authenticate(raw, gate)
          } catch (error) {
            const said =
              error instanceof DomainError
                ? error.problem
                : problem('internal', 'The server failed; its log has the details.')
            return send(reply, problemAnswer(dialect, said, { requestId: request.id, raw }).reply)
          }
          reply.hijack()
          await tus.handle(request.raw, reply.raw)
        },
      })
  })
}

const target = (metadata: Record<string, string | null> | undefined): { bucket: string; key: string } => {
  const bucket = metadata?.bucket
  const key = metadata?.key
  if (!bucket || !key)
    throw fail('missing-parameter', 'The upload needs the metadata "bucket" and "key".', {
      path: bucket ? 'key' : 'bucket',
    })
  return { bucket, key }
}

/** The tus server takes refusals as a status and a text. */
const refusing =
  <Request, Upload, Result>(dialect: Dialect, hook: (request: Request, upload: Upload) => Promise<Result>) =>
  async (request: Request, upload: Upload): Promise<Result> => {
    try {
      return await hook(request, upload)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      throw { status_code: dialect.errors[error.problem.code].status, body: `${error.problem.message}\n` }
    }
  }
