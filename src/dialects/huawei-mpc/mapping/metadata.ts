import type { OutputSpec } from '../../../domain/output-spec.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import { unsupported } from './invalid.ts'

/** An output that says of itself what its task says. @throws DomainError unsupported-parameter */
export const tagged = (spec: OutputSpec, { metadata = [] }: CreateTranscodingRequest): OutputSpec => {
  if (metadata.length === 0) return spec
  if (spec.kind === 'stream') throw unsupported('metadata', 'a file says it, and HLS and DASH are many files')
  return spec.kind === 'file' ? { ...spec, tags: metadata } : spec
}
