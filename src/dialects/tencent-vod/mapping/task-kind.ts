import type { Task } from '../../../domain/task.ts'
import { DIALECT } from '../service.ts'

/** `type` of a task on the wire, in the spelling of the service's own examples. */
export type TaskKind = 'procedure' | 'transcode' | 'clipVideo' | 'concatFile' | 'pull'

const KINDS: Readonly<Record<string, TaskKind>> = {
  ProcessFile: 'procedure',
  ConvertVodFile: 'transcode',
  ClipVideo: 'clipVideo',
  ConcatVideo: 'concatFile',
  MultiPullVodFile: 'pull',
}

/** A task of another API that brings a file in is a pull, any other a procedure: that has a place for each of its outputs. */
export const kindOf = ({ dialect, request, outputs }: Task): TaskKind =>
  (dialect === DIALECT ? KINDS[actionOf(request)] : undefined) ??
  (outputs.some(({ spec }) => spec.kind === 'original') ? 'pull' : 'procedure')

const actionOf = (request: Task['request']): string =>
  typeof request === 'object' && request !== null && 'Action' in request ? String(request.Action) : ''
