import { z } from 'zod'
import { honoured, ignored, refused, stored } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { spellFileId } from '../mapping/library.ts'
import { defaultSample } from '../mapping/pictures.ts'
import { sourcePlace } from '../mapping/places.ts'
import { spellTaskId } from '../mapping/task-id.ts'
import { defaultTemplates } from '../mapping/templates.ts'
import { transcodeOutputs } from '../mapping/transcodes.ts'
import { NO_WATERMARKS } from '../schema/process-file.ts'
import { optionalFlag, optionalInt, optionalText, text } from '../schema/scalars.ts'
import { DIALECT, docsPage, LIMIT, VERSION } from '../service.ts'

const MAX_FILES = 50
const NO = ['0', 'false', 'False']

const wish = z.strictObject({
  url: honoured(
    text(4096).refine(
      (url) => ['http:', 'https:'].includes(URL.parse(url)?.protocol ?? ''),
      'it must be a URL of http or https',
    ),
  ),
  fileName: stored(text(255)),
  fileMd5: ignored(
    optionalText(32),
    'a transfer is checked by its length; GetVideoInfo tells the MD5 of what came',
  ),
  isTranscode: honoured(optionalFlag()),
  isScreenshot: honoured(optionalFlag()),
  isWatermark: refused(NO_WATERMARKS, NO),
  classId: stored(optionalInt(-1, Number.MAX_SAFE_INTEGER)),
  tags: stored(optionalText(1024)),
  priority: honoured(optionalInt(0, 2)),
})
type Wish = z.output<typeof wish>

/** The service's 0 is in the middle, 1 above and 2 below. */
const PRIORITIES = [0, 5, -5]

export const multiPullVodFile = operation({
  name: 'MultiPullVodFile',
  summary: 'Brings files of other servers into the library, each by a task of its own.',
  docs: docsPage(7817),
  route: { by: 'action', action: 'MultiPullVodFile', version: VERSION },
  request: z.strictObject({ pullset: z.array(wish).min(1).max(MAX_FILES) }),
  response: z.strictObject({
    /** Names with underscores, here alone in the service. */
    data: z.array(
      z.strictObject({
        source_url: z.string(),
        file_id: z.string(),
        file_name: z.string(),
        vod_task_id: z.string(),
      }),
    ),
  }),
  limit: LIMIT,
  handle: async ({ pullset }, { app, caller, params }) => {
    const whole = params as { readonly pullset: readonly object[] }
    const data = []
    // One after the other: their order is that of their numbers.
    for (const [i, asked] of pullset.entries()) {
      const { asset, task } = await app.assets.importFromUrl(caller.project, {
        ...toImport(asked),
        request: { Action: 'MultiPullVodFile', ...whole.pullset[i] },
      })
      data.push({
        source_url: asked.url,
        file_id: spellFileId(asset),
        file_name: asked.fileName,
        vod_task_id: spellTaskId('pull', task.id),
      })
    }
    return { data }
  },
})

const toImport = ({ url, fileName, isTranscode, isScreenshot, classId, tags, priority }: Wish) => ({
  dialect: DIALECT,
  url,
  title: fileName,
  tags:
    tags
      ?.split(',')
      .map((tag) => tag.trim())
      .filter(Boolean) ?? [],
  ...(classId === undefined ? {} : { category: String(classId) }),
  destination: (id: string) => sourcePlace(id, extensionOf(url)),
  priority: PRIORITIES[priority ?? 0] ?? 0,
  outputs: () => [
    ...(isTranscode ? transcodeOutputs({ templates: defaultTemplates() }) : []),
    ...(isScreenshot ? [defaultSample()] : []),
  ],
})

/** `.mp4`; empty when the URL ends without one. */
const extensionOf = (url: string): string => /\.\w{1,10}$/.exec(URL.parse(url)?.pathname ?? '')?.[0] ?? ''
