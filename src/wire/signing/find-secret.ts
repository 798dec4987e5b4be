import { accessKeyId } from '../../domain/ids.ts'
import type { AccessKey } from '../../domain/ports.ts'
import type { Gate } from '../dialect.ts'

/** Stands in for the secret of a key nobody has: an unknown key then costs the same HMACs as a known one. */
const DUMMY_SECRET = '0'.repeat(40)

export interface FoundSecret {
  /** Absent for an unknown key; verify with `secret` all the same, then refuse. */
  readonly key: AccessKey | undefined
  readonly secret: string
}

export const findSecret = async (gate: Gate, id: string): Promise<FoundSecret> => {
  const key = await gate.findKey(accessKeyId(id))
  return { key, secret: key?.secret ?? DUMMY_SECRET }
}
