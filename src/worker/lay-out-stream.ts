import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Destination } from '../domain/destination.ts'
import type { StreamSpec } from '../domain/stream-spec.ts'
import type { VerifiedPart } from '../media/verified.ts'
import { keysFor } from '../packaging/segment-keys.ts'
import { checkReferences } from './check-references.ts'
import type { Arrangement, Placed } from './lay-out.ts'
import { type LaidRendition, layOutRendition } from './lay-out-rendition.ts'
import { layOutSubtitles } from './lay-out-subtitles.ts'
import { streamManifests } from './stream-manifests.ts'
import { relativeUri, streamNames } from './stream-names.ts'

/** Segments and keys first, then the playlists that name them, then the manifests: no reader ever meets a name without its file. */
export const layOutStream = async (
  destination: Destination,
  spec: StreamSpec,
  verified: readonly VerifiedPart[],
  dir: string,
): Promise<Arrangement> => {
  const names = streamNames(destination, spec)
  const parts = verified.flatMap((v) => (v.part.role === 'rendition' ? [{ ...v, part: v.part }] : []))
  const most = Math.max(0, ...parts.map((p) => p.measured?.segments.length ?? 0))
  const keys = spec.encryption ? keysFor(spec.encryption, most) : []
  const keyUri = (i: number, from: string): string => keys[i]?.uri ?? relativeUri(from, names.key(i))

  const laid: LaidRendition[] = []
  for (const part of parts) laid.push(await layOutRendition(part, { spec, names, dir, keys, keyUri }))
  const main = laid.find(({ result }) => result.media.video.length > 0) ?? laid[0]
  if (!main) throw new Error('a verified stream output has renditions')
  const subtitles = await Promise.all(
    verified.flatMap((v) =>
      v.part.role === 'subtitles'
        ? [
            readFile(join(dir, v.part.path), 'utf8').then((text) =>
              layOutSubtitles(v.part as typeof v.part & { role: 'subtitles' }, text, {
                names,
                main,
                size: v.files[0]?.size ?? 0,
              }),
            ),
          ]
        : [],
    ),
  )
  const published: readonly Placed[] = keys.flatMap(({ key, generated }, i) =>
    generated ? [{ key: names.key(i), role: 'key' as const, text: key }] : [],
  )
  const files: readonly Placed[] = [
    ...laid.flatMap((l) => l.files),
    ...published,
    ...subtitles.flatMap((s) => s.files),
    ...laid.flatMap((l) => l.playlists),
    ...subtitles.flatMap((s) => s.playlists),
    ...streamManifests(spec, names, laid, subtitles, keys),
  ]
  checkReferences(files, new Set(keys.flatMap(({ uri }) => uri ?? [])))
  return { files, facts: { media: main.result.media, renditions: laid.map((l) => l.result) } }
}
