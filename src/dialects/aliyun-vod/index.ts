import { eventMessage, wantsEvent } from '../../wire/aliyun/event-callback.ts'
import type { Dialect } from '../../wire/dialect.ts'
import { urlsTold } from '../../wire/object-url.ts'
import { acsAuthenticate } from '../../wire/signing/acs-gate.ts'
import { acsError, acsResult } from '../../wire/signing/acs-render.ts'
import { acsAction, acsShape } from '../../wire/signing/acs-request.ts'
import { errors, inWords } from './errors.ts'
import { eventOf } from './mapping/events.ts'
import { declined } from './operations/declined.ts'
import { operations } from './operations/index.ts'
import { DIALECT, VERSION } from './service.ts'

/** Alibaba Cloud ApsaraVideo VOD, version 2017-03-21. */
export const aliyunVod: Dialect = {
  id: DIALECT,
  title: 'Alibaba Cloud VOD (2017-03-21)',
  operations,
  declined,
  errors,
  identify: (raw) => {
    const shape = acsShape(raw)
    return shape?.version === VERSION ? acsAction(shape) : undefined
  },
  authenticate: acsAuthenticate,
  renderResult: acsResult,
  renderError: (error, problem, context) => acsError(error, inWords(problem), context),
  notify: async (notice, task, context) => {
    const { callback } = notice
    const event = eventOf(notice, task, await urlsTold(callback, task, context))
    return event && wantsEvent(callback, event.EventType)
      ? eventMessage(callback, context.now, 'VOD', event)
      : undefined
  },
}
