import { randomInt } from 'node:crypto'
import { checkPassword } from '@/lib/domain/password-rules'
import type { EmployeeId } from '@/lib/domain/person'
import { ENROLLMENT_CODE_ALPHABET } from '@/lib/protocol/rest'
import { hashPassword } from './passwords'

/** Twelve of 25 characters: 55 bits, read aloud or copied by hand, and used once. */
const LENGTH = 12

export type FirstPassword = { readonly password: string; readonly hash: string }

/**
 * A password that one person tells another, who must change it before anything else. It is kept as its hash alone.
 *
 * @returns null when too many are being hashed
 */
export async function makeFirstPassword(employeeId: EmployeeId): Promise<FirstPassword | null> {
  const password = randomPassword(employeeId)
  const hash = await hashPassword(password)
  return hash === null ? null : { password, hash }
}

/** By the rule of all passwords. Of a thousand million, one has to be drawn again. */
function randomPassword(employeeId: EmployeeId): string {
  for (;;) {
    const drawn = Array.from(
      { length: LENGTH },
      () => ENROLLMENT_CODE_ALPHABET[randomInt(ENROLLMENT_CODE_ALPHABET.length)],
    )
    if (checkPassword(drawn.join(''), employeeId).ok) return drawn.join('')
  }
}
