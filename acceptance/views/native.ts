import { type Loose, NativeClient } from '../support/native.ts'
import type { RunningServer } from '../support/server.ts'
import { type Api, kilobytes, type View } from './api.ts'

/** It alone has a word for a task of which a part failed. */
const STATUS: Readonly<Record<string, View['status']>> = { queued: 'waiting', 'partly-failed': 'failed' }

export const nativeApi = (server: RunningServer): Api => {
  const client = new NativeClient(server)
  const video = { size: { width: 160, height: 120 }, rate: { mode: 'crf', crf: 35 }, speed: 'ultrafast' }
  return {
    submit: (bucket, key, folder) =>
      client.submit({ bucket, key }, [
        {
          name: 'file',
          spec: { kind: 'file', container: 'mp4', video },
          to: { bucket, key: `${folder}/file.mp4` },
        },
        {
          name: 'stream',
          spec: { kind: 'stream', segmentDuration: 1, renditions: [{ name: 'v', video }] },
          to: { bucket, key: `${folder}/list.m3u8` },
        },
      ]),
    view: async ({ id }) => {
      const { status, source, media, outputs } = await client.task(id)
      return {
        status: STATUS[status] ?? status,
        source: `${source.bucket}/${source.key}`,
        measured: media ? { bytes: media.size, milliseconds: Math.round(media.duration * 1000) } : 'not yet',
        made: outputs.flatMap(({ destination, result }: Loose) =>
          result?.files.length ? [[`${destination.bucket}/${destination.key}`, kilobytes(result.size)]] : [],
        ),
      }
    },
    list: async () => (await client.ok('GET', '/api/v1/tasks?limit=100')).tasks.map(({ id }: Loose) => id),
    idOf: ({ id }) => id,
    ask: async (id) => {
      const { status, json } = await client.call('GET', `/api/v1/tasks/${id}`)
      return status === 200 ? json : ['error', status, json.code]
    },
  }
}
