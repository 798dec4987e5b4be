import { setTimeout as delay } from 'node:timers/promises'
import { openConnection } from '../load/connection.ts'
import { signedCall } from '../load/tc3.ts'
import { apiOf, BUCKET, OUTPUTS } from './api.ts'
import type { Server } from './start.ts'

/** What a failed answer of the service begins with; its status is 200 like any other. */
export const FAILURE = '{"Response":{"Error"'

const POLL_MS = 100

/** Calls an action once. @throws when the service answers with an error */
export const callAction = async (server: Server, action: string, params: unknown): Promise<Buffer> => {
  const { hostname, port, host } = new URL(server.url)
  const connection = await openConnection(hostname, Number(port))
  const request = signedCall(signerOf(server), host, action, params, now())
  const { body } = await connection.send(request)
  connection.close()
  if (body.toString('latin1', 0, FAILURE.length) === FAILURE)
    throw new Error(`${action}: ${body.toString('utf8')}`)
  return body
}

/**
 * A finished task of three outputs, submitted through the service's own API: two MP4s and a sprite.
 * Answers its id there, and what DescribeTaskDetail says of it, whole.
 */
export const makeDescribedTask = async (
  server: Server,
  source: string,
): Promise<{ readonly id: string; readonly detail: Buffer }> => {
  await apiOf(server).put('source.mp4', source)
  const storage = (bucket: string) => ({ Bucket: bucket, Region: 'ap-guangzhou' })
  const submitted = await callAction(server, 'ProcessMedia', {
    InputInfo: { Type: 'COS', CosInputInfo: { ...storage(BUCKET), Object: '/source.mp4' } },
    OutputStorage: { Type: 'COS', CosOutputStorage: storage(OUTPUTS) },
    OutputDir: '/described/',
    MediaProcessTask: {
      TranscodeTaskSet: [{ Definition: 10 }, { Definition: 20 }],
      ImageSpriteTaskSet: [{ Definition: 10 }],
    },
    SessionContext: 'benchmark',
  })
  const id = responseOf<{ TaskId: string }>(submitted).TaskId
  for (;;) {
    const detail = await callAction(server, 'DescribeTaskDetail', { TaskId: id })
    const { Status } = responseOf<{ Status: string }>(detail)
    if (Status === 'FINISH') return { id, detail }
    await delay(POLL_MS)
  }
}

/** Calls of one task or of many, signed with different times, ready to be sent for the next four minutes. */
export const describeCalls = (server: Server, ids: readonly string[], count: number): readonly string[] => {
  const { host } = new URL(server.url)
  const at = now()
  return Array.from({ length: count }, (_, i) =>
    signedCall(signerOf(server), host, 'DescribeTaskDetail', { TaskId: ids[i % ids.length] }, at - (i % 60)),
  )
}

const signerOf = ({ keyId, secret }: Server) => ({ id: keyId, secret })
const now = (): number => Math.floor(Date.now() / 1000)
const responseOf = <T>(body: Buffer): T => (JSON.parse(body.toString('utf8')) as { Response: T }).Response
