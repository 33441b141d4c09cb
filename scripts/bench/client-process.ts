import { burst } from './burst'
import { Fleet } from './fleet'
import { measureCrowd, measureJoins } from './joins'
import type { Answer, Order, Orders } from './orders'
import { type PreparedCenter, prepareCenter } from './prepared-center'
import { storm } from './storm'

/** The devices of a bench, in a process of their own: one order after another, each answered. */
const fleets = new Map<string, Fleet>()
const prepared: PreparedCenter[] = []

function fleetOf(name: string): Fleet {
  const fleet = fleets.get(name)
  if (!fleet) throw new Error(`no fleet ${name}`)
  return fleet
}

async function carryOut(order: Order): Promise<Orders[keyof Orders][1]> {
  switch (order.kind) {
    case 'open':
      fleets.set(order.argument.fleet, await Fleet.open(order.argument.plan))
      return null
    case 'append':
      return await fleetOf(order.argument.fleet).append(order.argument.loop)
    case 'saturate':
      return await fleetOf(order.argument.fleet).saturate(order.argument.loop)
    case 'close':
      fleetOf(order.argument.fleet).close()
      fleets.delete(order.argument.fleet)
      return null
    case 'prepare':
      return await prepare(order.argument)
    case 'burst':
      return await burst(prepared, order.argument)
    case 'storm':
      return await storm(prepared, order.argument)
    case 'join':
      return await measureJoins(order.argument)
    case 'crowd':
      return await measureCrowd(order.argument)
  }
}

async function prepare({ server, centers, events }: Orders['prepare'][0]): Promise<null> {
  prepared.length = 0
  for (const center of centers) prepared.push(await prepareCenter(server, center, events))
  return null
}

// y-websocket listens for the end of the process once per link, and there are hundreds of links here.
process.setMaxListeners(0)
process.on('message', (order: Order) => {
  const answer = (value: Answer) => process.send?.(value)
  carryOut(order).then(
    value => answer({ ok: true, value }),
    fault => answer({ ok: false, fault: String(fault instanceof Error ? fault.stack : fault) }),
  )
})
process.on('disconnect', () => process.exit(0))
