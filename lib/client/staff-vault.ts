import * as z from 'zod/mini'
import { AgentId, type DurationMs, type InstantMs } from '@/lib/domain/ids'
import { NO_TRIES, PinTries, withOneMore } from '@/lib/domain/pin-tries'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { DamagedStoreError, type DeviceDatabase, readMeta, writeMeta } from './device-database'
import type { OnFault } from './fault-log'
import { waitForTry } from './staff-pin'
import type { Shift } from './staff-shift'

/** What OWASP asks of PBKDF2 with SHA-256: a third of a second on a tablet. */
const ROUNDS = 600_000
/** People who share a tablet; who has not signed in for longest is forgotten. */
const PEOPLE_MAX = 12
const STAFF = 'staff'

type Bytes = Uint8Array<ArrayBuffer>
// Outside a secure context the class of keys is missing.
const Key = z.custom<CryptoKey>(value => typeof CryptoKey !== 'undefined' && value instanceof CryptoKey)
const Stored = z.custom<Bytes>(value => value instanceof Uint8Array)
const Sealed = z.object({ iv: Stored, bytes: Stored })
type Sealed = z.infer<typeof Sealed>

const KnownPerson = z.object({
  agent: AgentId,
  /** When his password was last typed here. */
  passwordAt: z.int(),
  shift: z.object({ startedAt: z.int(), endsAt: z.int(), isVerified: z.boolean() }),
  tries: PinTries,
  salt: Stored,
  /** The person's key, under what his PIN and this tablet make together. */
  key: Sealed,
  /** His staff token, under that key. */
  token: Sealed,
})
type KnownPerson = z.infer<typeof KnownPerson>
const KeptStaff = z.object({ tabletKey: Key, people: z.array(KnownPerson) })
type KeptStaff = z.infer<typeof KeptStaff>

/** Of a person whom this tablet knows: nothing that opens anything. */
export type Acquaintance = Pick<KnownPerson, 'agent' | 'passwordAt' | 'shift' | 'tries'>

/** A person's part of the store, open for as long as he is there. */
export type OpenedVault = { readonly agent: AgentId; readonly key: CryptoKey; readonly token: string }

export type PinRefusal =
  | { readonly code: 'pin_wrong' | 'pin_too_soon'; readonly waitMs: DurationMs }
  /** There are no tries left, or none of his is kept: only the password helps. */
  | { readonly code: 'pin_erased' }

/**
 * What a tablet keeps of the people who sign in on it, so that a PIN opens it without a network.
 *
 * A PIN has few digits, so what it opens is also sealed with a key that this browser holds and gives to nobody: a copy of
 * the records alone cannot be tried elsewhere. And tries are counted, durably, before each of them.
 */
export class StaffVault {
  constructor(
    private readonly database: DeviceDatabase,
    private readonly onFault: OnFault,
  ) {}

  async people(): Promise<readonly Acquaintance[]> {
    return (await this.#read())?.people ?? []
  }

  /** Keeps a person by a PIN that he has chosen now. Durable when it resolves. */
  async keep(
    person: { readonly agent: AgentId; readonly token: string; readonly shift: Shift; readonly passwordAt: InstantMs },
    pin: string,
  ): Promise<OpenedVault> {
    const { agent, token, shift, passwordAt } = person
    const tabletKey = (await this.#read())?.tabletKey ?? (await newTabletKey())
    const [salt, raw] = [randomBytes(16), randomBytes(32)]
    const key = await keyOf(raw)
    const known: KnownPerson = {
      ...{ agent, passwordAt, shift, tries: NO_TRIES, salt },
      key: await seal(await pinKey(tabletKey, pin, salt), raw, agent),
      token: await seal(key, new TextEncoder().encode(token), agent),
    }
    await this.#change(kept => ({
      tabletKey: kept?.tabletKey ?? tabletKey,
      people: [known, ...(kept?.people ?? []).filter(other => other.agent !== agent)]
        .sort((a, b) => b.passwordAt - a.passwordAt)
        .slice(0, PEOPLE_MAX),
    }))
    return { agent, key, token }
  }

  /** Tries a PIN. The last wrong one erases what it would have opened. */
  async open(agent: AgentId, pin: string, now: InstantMs): Promise<Result<OpenedVault, PinRefusal>> {
    const begun = await this.#begin(agent, now)
    if (!begun.ok) return begun
    const { tabletKey, person } = begun.value
    const raw = await unseal(await pinKey(tabletKey, pin, person.salt), person.key, agent)
    if (raw === null) return refuse(await this.#failed(agent, now))
    const key = await keyOf(raw)
    const token = await unseal(key, person.token, agent)
    if (token === null) return refuse(await this.#failed(agent, now))
    await this.#changePerson(agent, known => ({ ...known, tries: NO_TRIES }))
    return ok({ agent, key, token: new TextDecoder().decode(token) })
  }

  /** Another token or shift of a person who is there. Durable when it resolves. */
  async renew(
    opened: OpenedVault,
    news: { readonly token?: string; readonly shift?: Shift; readonly passwordAt?: InstantMs },
  ): Promise<OpenedVault> {
    const { agent, key } = opened
    const { token = opened.token, ...others } = news
    const sealed = await seal(key, new TextEncoder().encode(token), agent)
    await this.#changePerson(agent, known => ({ ...known, ...others, token: sealed }))
    return { agent, key, token }
  }

  async forget(agent: AgentId): Promise<void> {
    await this.#changePerson(agent, () => null)
  }

  /** Counts a try before it is one, or refuses it. */
  async #begin(
    agent: AgentId,
    now: InstantMs,
  ): Promise<Result<{ readonly tabletKey: CryptoKey; readonly person: KnownPerson }, PinRefusal>> {
    const { durable, meta } = this.database
    return await durable.transaction('rw', meta, async () => {
      const kept = await this.#read()
      const person = kept?.people.find(known => known.agent === agent)
      const waitMs = person ? waitForTry(person.tries, now) : null
      if (!kept || !person || waitMs === null) {
        await this.#changePerson(agent, () => null)
        return refuse({ code: 'pin_erased' })
      }
      if (waitMs > 0) return refuse({ code: 'pin_too_soon', waitMs })
      await this.#changePerson(agent, known => ({ ...known, tries: withOneMore(known.tries, now) }))
      return ok({ tabletKey: kept.tabletKey, person })
    })
  }

  async #failed(agent: AgentId, now: InstantMs): Promise<PinRefusal> {
    const tries = (await this.people()).find(known => known.agent === agent)?.tries
    const waitMs = tries ? waitForTry(tries, now) : null
    if (waitMs !== null) return { code: 'pin_wrong', waitMs }
    await this.forget(agent)
    return { code: 'pin_erased' }
  }

  async #changePerson(agent: AgentId, change: (known: KnownPerson) => KnownPerson | null): Promise<void> {
    await this.#change(kept => {
      const people = (kept?.people ?? []).flatMap(known => (known.agent === agent ? (change(known) ?? []) : [known]))
      return kept && { ...kept, people }
    })
  }

  /** Nothing but the store may be waited for inside: its transaction would end. */
  async #change(change: (kept: KeptStaff | null) => KeptStaff | null): Promise<void> {
    const { durable, meta } = this.database
    await durable.transaction('rw', meta, async () => {
      const changed = change(await this.#read())
      if (changed) await writeMeta(this.database, STAFF, changed)
    })
  }

  /** What cannot be read any more opens nothing, and keeps nobody out: whoever signs in next is kept in its place. */
  async #read(): Promise<KeptStaff | null> {
    try {
      return await readMeta(this.database, STAFF, KeptStaff)
    } catch (fault) {
      if (!(fault instanceof DamagedStoreError)) throw fault
      this.onFault('read who is known here', fault)
      return null
    }
  }
}

function randomBytes(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count))
}

/** Never leaves this browser: it can be used here, and not be read. */
function newTabletKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

async function pinKey(tabletKey: CryptoKey, pin: string, salt: Bytes): Promise<CryptoKey> {
  const digits = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  const stretch = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }
  const stretched = await crypto.subtle.deriveBits(stretch, digits, 256)
  return await keyOf(new Uint8Array(await crypto.subtle.sign('HMAC', tabletKey, stretched)))
}

function keyOf(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Bound to the person: nobody opens another's with his own PIN by swapping records. */
function sealing(iv: Bytes, agent: AgentId) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`guichet staff ${agent}`) }
}

async function seal(key: CryptoKey, plain: Bytes, agent: AgentId): Promise<Sealed> {
  const iv = randomBytes(12)
  return { iv, bytes: new Uint8Array(await crypto.subtle.encrypt(sealing(iv, agent), key, plain)) }
}

/** Null when it was sealed with another key. */
async function unseal(key: CryptoKey, { iv, bytes }: Sealed, agent: AgentId): Promise<Bytes | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(sealing(iv, agent), key, bytes))
  } catch {
    // reason: the browser tells nothing but that it cannot, which is what a wrong PIN looks like
    return null
  }
}
