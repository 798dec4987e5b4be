import { apiOf, BUCKET, type OutputRequest } from './api.ts'
import type { Server } from './start.ts'

/**
 * Uploads a source, and answers how to make a ladder of it: submitted over HTTP, done when its entry playlist and every
 * playlist named there can be read over HTTP. Answers the task's id.
 */
export const runLadder = async (
  server: Server,
  source: string,
  more: readonly OutputRequest[] = [],
): Promise<() => Promise<string>> => {
  const api = apiOf(server)
  await api.put('source.mp4', source)
  const outputs: readonly OutputRequest[] = [{ template: 'hls-ladder' }, ...more]
  return async () => {
    const { id } = await api.submit({ source: { bucket: BUCKET, key: 'source.mp4' }, outputs })
    const task = await api.finished(id)
    const { bucket, key } = task.outputs[0]?.destination ?? { bucket: '', key: '' }
    const master = await api.read(bucket, key)
    const playlists = master.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    if (playlists.length !== 4)
      throw new Error(`the entry playlist names ${playlists.length} of 4 rungs:\n${master}`)
    for (const name of playlists) {
      const playlist = await api.read(bucket, `${key.slice(0, key.lastIndexOf('/'))}/${name}`)
      if (!playlist.includes('#EXT-X-ENDLIST'))
        throw new Error(`${name} is not a whole playlist:\n${playlist}`)
    }
    return id
  }
}
