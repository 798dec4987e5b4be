import type { ProjectId } from '../../domain/ids.ts'
import { sha256Hex } from '../../wire/signing/compare.ts'

/**
 * A project's id as this service writes it: 32 hex digits. It is the first half of the SHA-256 of the project's name, so it
 * is the same on every server and after every restart.
 */
export const wireProjectId = (project: ProjectId): string => sha256Hex(project).slice(0, 32)

/** The same of the account the project belongs to; each project has an account of its own. */
export const wireDomainId = (project: ProjectId): string => sha256Hex(`domain ${project}`).slice(0, 32)
