import { randomInt } from 'node:crypto'
import type { Clock } from '@/lib/replica/ports'
import type { ServerSealKey } from '@/lib/server/server-seal'
import type { ServerSession } from './document-state'

const CLIENT_ID_LIMIT = 2 ** 48 - 1
const BOOT_RANDOM_LIMIT = 256

/** This process as a writer. Boots grow with time and never come twice, whatever the clock does while it runs. */
export function serverSession(clock: Clock, key: ServerSealKey): ServerSession {
  let lastBoot = 0
  return {
    nextBoot: () => {
      lastBoot = Math.max(lastBoot + 1, clock.now() * BOOT_RANDOM_LIMIT + randomInt(BOOT_RANDOM_LIMIT))
      return lastBoot
    },
    clientId: () => 1 + randomInt(CLIENT_ID_LIMIT),
    clock,
    sign: key.sign,
  }
}
