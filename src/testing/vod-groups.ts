import { groupRecord } from '../dialects/aliyun-vod/mapping/group-record.ts'
import type { AssetId } from '../domain/ids.ts'

/** A video of the library, and template groups of its service, for tests of what is made of it. */
export const vodVideo = { id: 'b'.repeat(32) as AssetId, source: { bucket: 'in', key: 'x.mov' } }

const base = { TemplateName: 't', Definition: 'HD', Container: { Format: 'mp4' } }

/** A kept group; each template says what it has beyond a plain one, and goes by `t0`, `t1` … @throws DomainError of a template that cannot be kept */
export const vodGroup = (...templates: object[]) => ({
  ...groupRecord({
    ...{ id: 'g', name: 'g' },
    params: {
      Locked: 'Disabled',
      TranscodeTemplateList: templates.map((t, i) => ({ ...base, ...t, TranscodeTemplateId: `t${i}` })),
    },
  }),
  createdAt: 0 as never,
  updatedAt: 0 as never,
})
