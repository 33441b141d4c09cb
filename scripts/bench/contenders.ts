import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { ServerAddress } from './bench-device'
import { forkProgram } from './client-processes'
import type { SyncInstallation } from './sync-installation'

/** A server that the same load is put on. */
export type Contender = {
  readonly name: keyof Contenders
  readonly server: ServerAddress
  readonly pid: number | undefined
  readonly acknowledges: boolean
  /** Sends "what do you hold that I do not?" to who connects. */
  readonly asks: boolean
}

export type Contenders = { readonly ours: Contender; readonly relay: Contender; readonly reference: Contender }

type AtEnd = (step: () => Promise<void>) => void

export async function openContenders({ server, program }: SyncInstallation, atEnd: AtEnd): Promise<Contenders> {
  const ours = { name: 'ours', server, pid: program.process.pid, acknowledges: true, asks: true } as const
  return { ours, relay: await openRelay(server, atEnd), reference: await openReference(server, atEnd) }
}

export async function openRelay(server: ServerAddress, atEnd: AtEnd, options?: readonly string[]): Promise<Contender> {
  const program = await openProgram('scripts/bench/relay.ts', server, atEnd, options)
  return { ...program, name: 'relay', acknowledges: false, asks: false }
}

export async function openReference(
  server: ServerAddress,
  atEnd: AtEnd,
  options?: readonly string[],
): Promise<Contender> {
  const program = await openProgram('scripts/bench/reference.ts', server, atEnd, options)
  return { ...program, name: 'reference', acknowledges: false, asks: true }
}

async function openProgram(path: string, { tokenKey }: ServerAddress, atEnd: AtEnd, options?: readonly string[]) {
  const program = forkProgram(path, options)
  atEnd(() => Promise.resolve(void program.kill()))
  // reason: the program sends the address it listens on, and nothing else
  const [address] = (await once(program, 'message')) as [AddressInfo]
  return { server: { wsUrl: `ws://127.0.0.1:${address.port}`, tokenKey }, pid: program.pid }
}
