import type { KeyObject } from 'node:crypto'
import type { Logger } from 'pino'
import type { Clock } from '@/lib/replica/ports'
import type { ServerSession } from './document-state'
import type { DocumentKey, Journal } from './journal'
import type { Room } from './room'
import type { RosterRows } from './roster'
import type { WaitingBytes } from './store'

export type RoomPorts = {
  readonly journal: Journal
  readonly roster: (key: DocumentKey) => Promise<RosterRows>
  readonly session: ServerSession
  /** By which the seals of this installation's own logs are verified. */
  readonly serverKey: KeyObject
  /** One for the whole process. */
  readonly waiting: WaitingBytes
  readonly clock: Clock
  readonly log: Logger
  /** Who looks after days; nobody, where only the exchange itself is wanted. */
  readonly days?: { opened(room: Room): void; cameLate(room: Room): void }
}
