import { eventMessage, wantsEvent } from '../../wire/aliyun/event-callback.ts'
import type { Dialect } from '../../wire/dialect.ts'
import { acsAuthenticate } from '../../wire/signing/acs-gate.ts'
import { acsError, acsResult } from '../../wire/signing/acs-render.ts'
import { acsAction, acsShape } from '../../wire/signing/acs-request.ts'
import { errors, inWords } from './errors.ts'
import { eventOf } from './mapping/events.ts'
import { createSubmittedReader } from './mapping/submitted.ts'
import { declined } from './operations/declined.ts'
import { operations } from './operations/index.ts'
import { DIALECT } from './service.ts'

const readSubmitted = createSubmittedReader()

/** Alibaba Cloud Intelligent Media Services (ICE), version 2020-11-09. */
export const aliyunIce: Dialect = {
  id: DIALECT,
  title: 'Alibaba Cloud IMS/ICE (2020-11-09)',
  operations,
  declined,
  errors,
  // Takes every request of the vendor's shape: one that names another version than those served hears so here.
  identify: (raw) => {
    const shape = acsShape(raw)
    return shape && acsAction(shape)
  },
  authenticate: acsAuthenticate,
  renderResult: acsResult,
  renderError: (error, problem, context) => acsError(error, inWords(problem), context),
  notify: async (notice, task, { now }) => {
    const event = eventOf(notice, task, readSubmitted(task))
    return event && wantsEvent(notice.callback, event.EventType)
      ? eventMessage(notice.callback, now, 'ICE', event)
      : undefined
  },
}
