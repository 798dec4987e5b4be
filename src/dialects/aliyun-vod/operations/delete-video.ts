import { z } from 'zod'
import { honoured, refused } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { videoIfThere } from '../mapping/videos.ts'
import { commaList } from '../schema/lists.ts'
import { docsPage, route } from '../service.ts'

export const deleteVideo = operation({
  name: 'DeleteVideo',
  summary:
    'Deletes up to 20 videos with their source and all that was made of them; what is under way is cancelled.',
  docs: docsPage('DeleteVideo'),
  route: route('DeleteVideo'),
  request: z.strictObject({
    VideoIds: honoured(commaList(20)),
    ReferenceIds: refused('videos are found by their VideoId here'),
  }),
  response: z.strictObject({ NonExistVideoIds: z.array(z.string()), ForbiddenVideoIds: z.array(z.string()) }),
  handle: async ({ VideoIds }, { app, caller }) => {
    const missing = []
    for (const id of new Set(VideoIds)) {
      const video = await videoIfThere(app, caller, id)
      if (video) await app.assets.delete(caller.project, video.id, { files: true })
      else missing.push(id)
    }
    return { NonExistVideoIds: missing, ForbiddenVideoIds: [] }
  },
})
