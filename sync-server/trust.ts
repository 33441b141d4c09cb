import { createPublicKey, type KeyObject } from 'node:crypto'
import { type DeviceId, SERVER_DEVICE } from '@/lib/domain/ids'
import type { PublicKeyJwk } from '@/lib/protocol/rest'
import type { Signature } from '@/lib/protocol/seal-text'
import { verifySeal } from '@/lib/server/server-seal'
import type { Trust } from './document-state'
import type { RosterRows } from './roster'

/** Who signs as whom in one center, by its tables of devices; and who is trusted no more. */
export class CenterTrust implements Trust {
  readonly #keys = new Map<DeviceId, KeyObject>()
  readonly #revoked = new Set<DeviceId>()

  /** @param serverKey of this installation's own logs */
  constructor(serverKey: KeyObject) {
    this.#keys.set(SERVER_DEVICE, serverKey)
  }

  get revoked(): ReadonlySet<DeviceId> {
    return this.#revoked
  }

  /** Keys stay when a device is revoked: what it sealed before must still find its way back to an emptied server. */
  update(rows: RosterRows): void {
    for (const { id, surface, publicKey, isRevoked } of rows.devices) {
      if (isRevoked) this.#revoked.add(id)
      if (surface !== 'display' && publicKey && !this.#keys.has(id)) this.#keys.set(id, keyOf(publicKey))
    }
  }

  revoke(device: DeviceId): void {
    this.#revoked.add(device)
  }

  readonly verify = (device: DeviceId, text: string, signature: Signature): boolean => {
    const key = this.#keys.get(device)
    return key !== undefined && verifySeal(key, text, signature)
  }
}

function keyOf(key: PublicKeyJwk): KeyObject {
  return createPublicKey({ key, format: 'jwk' })
}
