import { createMpcClient } from '../huawei-official.ts'
import type { Loose } from '../support/native.ts'
import type { RunningServer } from '../support/server.ts'
import type { Api, View } from './api.ts'

const MPC_STATUS: Readonly<Record<string, View['status']>> = {
  WAITING: 'waiting',
  TRANSCODING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELED: 'cancelled',
}

export const mpcApi = (server: RunningServer): Api => {
  const client = createMpcClient(server)
  const one = async (id: string | number): Promise<Loose> =>
    (await client.call('GET', '/transcodings', { query: { task_id: [id] } })).task_array[0]
  const parameters = (pack_type: number) => ({
    video: { codec: 1, width: 160, height: 0, bitrate: 200, preset: 1 },
    audio: { codec: 1, sample_rate: 1, bitrate: 64, channels: 2 },
    common: { pack_type, PVC: false, hls_interval: 2 },
  })
  return {
    submit: async (bucket, key, folder) => {
      const place = (object: string) => ({ bucket, location: 'cn-north-4', object })
      const { task_id } = await client.call('POST', '/transcodings', {
        body: {
          input: place(key),
          output: place(folder),
          av_parameters: [parameters(4), parameters(1)],
          output_filenames: ['file', 'list'],
        },
      })
      return String(task_id)
    },
    view: async ({ serial }) => {
      const task = await one(serial)
      const { input_file, multitask_info = [] } = task.transcode_detail ?? {}
      // Failed outputs have details, but no names.
      const files = multitask_info.flatMap(({ output_file }: Loose) => output_file ?? [])
      return {
        status: MPC_STATUS[task.status] ?? task.status,
        source: `${task.input.bucket}/${task.input.object}`,
        measured: input_file ? { bytes: input_file.size, milliseconds: input_file.duration_ms } : 'not yet',
        made: (task.output_file_name ?? []).map((name: string, i: number) => [
          `${task.output.bucket}/${task.output.object}/${name}`,
          files[i].size,
        ]),
      }
    },
    list: async () =>
      (await client.call('GET', '/transcodings', { query: { size: 100 } })).task_array.map(
        ({ task_id }: Loose) => task_id,
      ),
    idOf: ({ serial }) => String(serial),
    ask: async (id) => {
      const { task_id: _, ...told } = await one(id)
      return told
    },
  }
}
