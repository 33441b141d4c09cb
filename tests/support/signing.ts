import { CenterId, type DeviceId } from '@/lib/domain/ids'
import type { Signature } from '@/lib/protocol/seal-text'
import { type ServerSealKey, serverSealKey, verifySeal as verifyWith } from '@/lib/server/server-seal'

/** The center of all test devices. */
export const CENTER = CenterId.parse(1)

const keys = new Map<string, ServerSealKey>()

/** The key pair of a test device: the same in every run. */
export function keyOf(device: string): ServerSealKey {
  const known = keys.get(device) ?? serverSealKey(`the key of test device ${device}`)
  keys.set(device, known)
  return known
}

/** Signs as a device does, without waiting for another thread. */
export function signerOf(device: string): { sign(text: string): Promise<Signature> } {
  return { sign: text => Promise.resolve(keyOf(device).sign(text)) }
}

export function verifySeal(device: DeviceId, text: string, signature: Signature): boolean {
  return verifyWith(keyOf(device).publicKey, text, signature)
}
