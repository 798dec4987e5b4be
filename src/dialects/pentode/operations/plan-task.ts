import { operation } from '../../../wire/operation.ts'
import { resolveOutputs } from '../mapping/outputs.ts'
import { fromPlan } from '../mapping/plan.ts'
import { BASE, docs } from '../paths.ts'
import { PlanOut } from '../schemas/plan.ts'
import { PlanRequestJson } from '../schemas/submission.ts'

export const planTask = operation({
  name: 'planTask',
  summary: 'Plan a task without running it',
  docs: docs('planTask'),
  route: { by: 'path', method: 'POST', path: `${BASE}/plans` },
  request: PlanRequestJson,
  response: PlanOut,
  handle: async ({ source, outputs }, call) => {
    const resolved = await resolveOutputs({ outputs, source }, call)
    const wanted = resolved.map(({ name, spec }, index) => ({ index, name, spec }))
    const { media, plan } = await call.app.tasks.plan({ source, outputs: wanted }, call.signal)
    return fromPlan(media, plan, resolved)
  },
})
