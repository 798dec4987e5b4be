import type { AccessKeyId, ProjectId } from '../domain/ids.ts'
import type { AssetUseCases } from './assets.ts'
import type { CallbackUseCases } from './callbacks.ts'
import type { EventUseCases } from './events.ts'
import type { LinkUseCases } from './links.ts'
import type { MediaUseCases } from './media.ts'
import type { ObjectUseCases } from './objects.ts'
import type { PipelineUseCases } from './pipelines.ts'
import type { SystemUseCases } from './system.ts'
import type { TaskUseCases } from './tasks.ts'
import type { TemplateUseCases } from './templates.ts'

/** Who calls, as the signature gate found it. Every use case works inside this project and no other. */
export interface Caller {
  readonly project: ProjectId
  readonly key: AccessKeyId
}

/** Everything that can be asked of Pentode, independent of the wire it is asked over. */
export interface App {
  readonly tasks: TaskUseCases
  readonly templates: TemplateUseCases
  readonly assets: AssetUseCases
  readonly pipelines: PipelineUseCases
  readonly objects: ObjectUseCases
  readonly links: LinkUseCases
  readonly media: MediaUseCases
  readonly events: EventUseCases
  readonly callbacks: CallbackUseCases
  readonly system: SystemUseCases
}
