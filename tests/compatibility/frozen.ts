import type { TokenClaims } from '@/lib/protocol/rest'

/**
 * What a frozen bundle shows of itself: the same for every version, and made of plain values, so that the bundles of
 * two versions can meet in one process and share no class.
 */
export type FrozenClient = {
  /** The disk of a device: what survives its restart. */
  readonly newDisk: () => unknown
  readonly openDevice: (options: FrozenDeviceOptions) => Promise<FrozenDevice>
}

export type FrozenDeviceOptions = {
  readonly device: string
  readonly surface: 'kiosk' | 'agent' | 'display'
  readonly issuerDigit: number | null
  readonly disk: unknown
  /** Read at each attempt to connect: a server that comes back may be elsewhere. */
  readonly wsUrl: () => string
  readonly origin: string
  readonly token: () => Promise<string>
  /** Signs a seal; a version without seals never asks. */
  readonly sign: (text: string) => Promise<{ readonly r: string; readonly s: string }>
}

export type FrozenDevice = {
  /** A citizen takes a ticket for a new application: its number. */
  takeTicket(): Promise<string>
  /** Agent 1 opens station 1 and calls who is next. */
  callNext(): Promise<void>
  /** `A101 waiting`, by number. */
  tickets(): readonly string[]
  /** All elements of all logs of today that this device holds, known or not, as JSON. */
  elements(): readonly string[]
  status(): { readonly rung: string; readonly pendingCount: number; readonly halt: string | null }
  /** Called after every change of queue or link. */
  subscribe(listener: () => void): () => void
  /** What has to be done from time to time, such as a seal that is due. */
  tend(): Promise<void>
  stop(): void
}

export type FrozenServer = {
  /** What a server keeps over a restart. */
  readonly newMemory: () => unknown
  readonly startServer: (options: FrozenServerOptions) => Promise<RunningServer>
}

export type FrozenServerOptions = {
  readonly memory: unknown
  readonly origin: string
  readonly devices: readonly {
    readonly id: string
    readonly surface: 'kiosk' | 'agent' | 'display'
    readonly issuerDigit: number | null
    readonly publicKey: unknown
  }[]
  readonly verify: (token: string) => Promise<TokenClaims | null>
}

export type RunningServer = { readonly wsUrl: string; close(): Promise<void> }
