import { hash, verify } from '@node-rs/argon2'
import { normalPassword } from '@/lib/domain/password-rules'
import { Gate } from '@/lib/server/rate-limits'

/**
 * Argon2id (the library's default) with the least that OWASP asks for: 19 MiB, two passes, one thread. Some 20 ms on a
 * server, a day's wages for whoever has stolen the table.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** At once; each takes 19 MiB and a thread. The rest is better told to come back than kept waiting. */
const HASHING_MAX = 16

const gate = new Gate(HASHING_MAX)

/** A hash of nothing that anybody knows, made at the first need: what a password is compared with where there is none. */
let nobodys: Promise<string> | undefined

/** @returns null when too many are being hashed */
export function hashPassword(password: string): Promise<string | null> {
  return gate.pass(() => hash(normalPassword(password), COST))
}

/**
 * Whether this is the password, at the same cost when there is no account to compare it with.
 *
 * @param known null for an account that does not exist
 * @returns null when too many are being compared
 */
export function isPassword(known: string | null, password: string): Promise<boolean | null> {
  return gate.pass(async () => {
    nobodys ??= hash(crypto.randomUUID(), COST)
    const isSame = await verify(known ?? (await nobodys), normalPassword(password))
    return isSame && known !== null
  })
}
