import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const SECRET_FILE = '.data/secret'

/** The secret of this installation: `GUICHET_SECRET`, else the one made here once and kept beside the data it protects. */
export function ensureSecret(file = SECRET_FILE): string {
  return findSecret(file) ?? makeSecret(file)
}

/** As `ensureSecret`, but null where there is none yet. */
export function findSecret(file = SECRET_FILE): string | null {
  const given = process.env.GUICHET_SECRET
  if (given) return given
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (fault) {
    if (isMissing(fault)) return null
    throw fault
  }
}

function makeSecret(file: string): string {
  mkdirSync(dirname(file), { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (fault) {
    // Another start may have made it meanwhile: then that one counts.
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault
  }
  return readFileSync(file, 'utf8').trim()
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
}
