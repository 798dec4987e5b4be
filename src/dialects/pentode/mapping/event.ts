import type { News } from '../../../app/events.ts'
import type { ProgressNews, TaskEvent } from '../../../domain/event.ts'
import { fromPace, roundPercent } from './task.ts'
import { isoTime } from './time.ts'

/** One message of an event stream. Kept events have an id to resume after; progress has none. */
export const eventFrame = (news: News): string =>
  news.kind === 'event' ? keptFrame(news.event) : progressFrame(news.news)

const keptFrame = ({ id, task, at, what }: TaskEvent): string =>
  `id: ${id}\n${frame(what.type, { id, task, at: isoTime(at), ...what })}`

const progressFrame = ({ task, progress, outputs, ...pace }: ProgressNews): string =>
  frame('progress', {
    task,
    progress: roundPercent(progress),
    ...fromPace(pace),
    outputs: outputs.map((each) => ({ output: each.output, progress: roundPercent(each.progress) })),
  })

const frame = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
