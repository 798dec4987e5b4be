import type { App } from './app.ts'
import { assetUseCases } from './assets.ts'
import { callbackUseCases } from './callbacks.ts'
import { eventUseCases } from './events.ts'
import { linkUseCases } from './links.ts'
import { mediaUseCases } from './media.ts'
import { objectUseCases } from './objects.ts'
import { pipelineUseCases } from './pipelines.ts'
import type { Ports } from './ports.ts'
import { systemUseCases } from './system.ts'
import { taskUseCases } from './tasks.ts'
import { templateUseCases } from './templates.ts'

export const createApp = (ports: Ports): App => ({
  tasks: taskUseCases(ports),
  templates: templateUseCases(ports),
  assets: assetUseCases(ports),
  pipelines: pipelineUseCases(ports),
  objects: objectUseCases(ports),
  links: linkUseCases(ports),
  media: mediaUseCases(ports),
  events: eventUseCases(ports),
  callbacks: callbackUseCases(ports),
  system: systemUseCases(ports),
})
