import * as Y from 'yjs'
import type { DeviceId, EventId, ServiceDay } from '@/lib/domain/ids'
import { type Accepted, GUARD_LIMITS, guard } from '@/lib/replica/guard'
import type { VerifySeal } from '@/lib/replica/seals'
import { DAY } from './day'
import { CENTER, verifySeal } from './signing'

export type Answer = Accepted | 'gap' | `violation: ${string}`

/** The server's document of a day behind its guard, without a socket or a database. */
export class GuardedServer {
  readonly doc = new Y.Doc()
  readonly claims = new Map<number, DeviceId>()
  readonly sealed = new Map<number, number>()
  readonly broken = new Set<DeviceId>()
  readonly revoked = new Map<DeviceId, EventId | null>()

  /** Signatures that were verified so far. */
  verifications = 0

  constructor(
    readonly day: ServiceDay = DAY,
    readonly limits = GUARD_LIMITS,
  ) {}

  receive(device: DeviceId, update: Uint8Array, mayWrite = true): Answer {
    const verify: VerifySeal = (...signed) => {
      this.verifications++
      return verifySeal(...signed)
    }
    const held = { ...this, center: CENTER, verify }
    const result = guard(held, { device, mayWrite }, update, this.limits)
    if (!result.ok) return result.refusal.kind === 'gap' ? 'gap' : `violation: ${result.refusal.reason}`
    for (const [client, owner] of result.value.claimed) this.claims.set(client, owner)
    if (result.value.update) Y.applyUpdate(this.doc, result.value.update)
    for (const { client, end } of result.value.seals.flatMap(({ verified }) => verified))
      if (end <= Y.getState(this.doc.store, client)) this.sealed.set(client, end)
    for (const seals of result.value.seals) if (seals.device === device && seals.broken) this.broken.add(device)
    return result.value
  }

  /** A server restored from a backup: this one, as it is now. */
  backup(): GuardedServer {
    const copy = new GuardedServer(this.day, this.limits)
    Y.applyUpdate(copy.doc, Y.encodeStateAsUpdate(this.doc))
    for (const [client, device] of this.claims) copy.claims.set(client, device)
    for (const [client, clock] of this.sealed) copy.sealed.set(client, clock)
    return copy
  }

  /** All that nobody but its owner may ever change. */
  stateBut(device: DeviceId): unknown {
    const own = [...this.claims].filter(([, owner]) => owner === device).map(([client]) => client)
    const foreign = [...Y.decodeStateVector(Y.encodeStateVector(this.doc))].filter(([client]) => !own.includes(client))
    const roots = [...this.doc.share.keys()].filter(name => name !== `e:${device}`)
    return {
      foreign: foreign.sort((a, b) => a[0] - b[0]),
      logs: roots.sort().map(name => [name, this.doc.getArray(name).toJSON()]),
      deletes: Y.createDeleteSetFromStructStore(this.doc.store).clients.size,
      pending: [this.doc.store.pendingStructs, this.doc.store.pendingDs],
    }
  }
}
