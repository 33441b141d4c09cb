import { type KioskDesk, reprint, takeTicket, unprinted } from '@/lib/client/kiosk-desk'
import type { Printer } from '@/lib/client/printer'
import type { Agent, Catalogue, Service, Station } from '@/lib/domain/catalogue'
import { NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { AgentId, CodeMark, ServiceId, StationId } from '@/lib/domain/ids'
import type { Chance } from './chance'
import type { Running, SimDevice } from './sim-device'
import { delay, never } from './virtual-time'
import { CENTER, type World } from './world'

const SERVICES: readonly Service[] = [
  { letter: 'A', priority: 5 as const },
  { letter: 'R', priority: 2 as const },
].map(({ letter, priority }, index) => ({
  id: ServiceId.parse(index + 1),
  code: letter,
  nameFr: letter,
  nameEn: letter,
  letter,
  priority,
  durationMinutes: 10,
  active: true,
}))
const STATIONS: readonly Station[] = [1, 2, 3].map(n => ({
  id: StationId.parse(n),
  number: String(n),
  name: '',
  services: SERVICES.map(({ id }) => id),
  active: true,
}))
const AGENTS: readonly Agent[] = [1, 2, 3].map(n => ({
  id: AgentId.parse(n),
  employeeId: '',
  firstName: '',
  lastName: '',
  role: 'agent' as const,
  services: [],
  active: true,
}))
export const CATALOGUE: Catalogue = {
  center: {
    id: CENTER,
    code: 'C',
    nameFr: '',
    nameEn: '',
    timeZone: 'Africa/Douala',
    // It closes at no time.
    opensAt: '00:00',
    closesAt: '00:00',
  },
  services: SERVICES,
  stations: STATIONS,
  agents: AGENTS,
}

/** Few enough that the same person often comes to both kiosks. */
const PERSONS = 12

/** A visitor comes to a kiosk, if it works. */
export async function visit(world: World, device: SimDevice, chance: Chance): Promise<void> {
  const { running } = device
  if (!running) return
  const desk = kioskDesk(world, device, running, chance)
  const waiting = unprinted(running.replica)
  const [first] = waiting
  if (first && chance.once(3)) {
    world.trace.count('reprints')
    await reprint(desk, first.id)
    return
  }
  const code = chance.once(4) ? null : `CNI2025${String(chance.between(1, PERSONS)).padStart(6, '0')}`
  const service = chance.once(4) ? 2 : 1
  const wish = { code, service: ServiceId.parse(service), language: 'fr' as const }
  const isVulnerable = chance.once(6) && device.version !== 'older'
  const { replica } = running
  const before = shutBy(replica, device)
  const answer = await takeTicket(desk, { ...wish, isVulnerable, foretold: NOTHING_FORETOLD })
  // I19: whoever knew all the time that no tickets are given has given none.
  if (answer.kind === 'issued' && before !== null && before === shutBy(replica, device))
    world.trace.violated('I19', `${device.name} gave ${answer.ticket.number} while ${before}`)
  world.trace.count(answer.kind === 'refused' ? `visits refused: ${answer.code}` : `visits ${answer.kind}`)
  const what = answer.kind === 'refused' ? answer.code : `${answer.ticket.number} ${answer.ticket.print}`
  world.trace.say(device.name, `visit: ${answer.kind} ${what}`)
}

/** Why this kiosk gives no tickets, as it knows; and since when, as it may have changed meanwhile. */
function shutBy({ queue, day }: Running['replica'], { identity }: SimDevice): string | null {
  const { reception, pausedKiosks } = queue.dayState
  const pausedAt = pausedKiosks.get(identity.device)
  if (pausedAt !== undefined) return `paused on ${day} at ${pausedAt}`
  return reception?.state === 'closed' ? `closed on ${day} at ${reception.closedAt}` : null
}

function kioskDesk(world: World, device: SimDevice, { replica, link, life }: Running, chance: Chance): KioskDesk {
  const identity = { ...device.identity, label: device.name }
  const markOf = async (code: string) => CodeMark.parse(`${replica.day.slice(-2)}-${code.slice(-6)}--`)
  return {
    device: {
      identity,
      replica,
      status: link.status.get(),
      markOf,
      linkOf: async () => null,
      keepVisitor: () => undefined,
      // reason: the desk of a kiosk uses no key of its identity
    } as unknown as KioskDesk['device'],
    catalogue: CATALOGUE,
    printer: printerOf(world, device, life, chance),
    foretell: () => NOTHING_FORETOLD,
    now: Date.now,
    onFault: (what, fault) => world.trace.say(device.name, `${what}: ${JSON.stringify(fault)}`),
  }
}

/** Paper that comes out, or not; and a power cut while it does. */
function printerOf(world: World, device: SimDevice, life: { alive: boolean }, chance: Chance): Printer {
  const print: Printer['print'] = async paper => {
    const day = device.running?.replica.day
    const { number, copy } = paper
    const comesOut = !chance.once(12)
    const out = () => {
      if (!day || !comesOut) return
      world.ledger.papers.push({ day, number, copy, kiosk: device.identity.device })
      world.trace.count('papers')
    }
    await delay(chance.between(300, 1200))
    if (!life.alive) {
      if (chance.once(2)) out()
      return await never()
    }
    out()
    world.trace.say(device.name, `paper ${number} ${comesOut ? 'out' : 'jammed'}`)
    world.reach(device, 'paper')
    if (!life.alive) return await never()
    return comesOut ? { kind: 'printed' } : { kind: 'failed', reason: 'error' }
  }
  // reason: the desk of a kiosk prints, and asks its printer for nothing else
  return { print } as unknown as Printer
}
