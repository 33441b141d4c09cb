import type { LogSealed, QueueEvent } from '@/lib/domain/events'
import { type CenterId, type DeviceId, type EventId, eventId } from '@/lib/domain/ids'
import { encodeEvent } from '@/lib/protocol/event-codec'
import { sealText } from '@/lib/protocol/seal-text'
import type { JournalElement } from '@/lib/server/journal-export'
import { DAY } from './day'
import { keyOf } from './signing'
import { clientOf } from './stored-day'

/** A device's log as the device itself writes and seals it. */
class SealedLog {
  readonly events: QueueEvent[] = []
  readonly elements: JournalElement[] = []
  #session = 0
  #clock = 0
  #sealedTo = 0
  #seq = 0
  #lastSeal: EventId | null = null
  #isFirstSeal = true

  constructor(
    private readonly center: CenterId,
    readonly device: DeviceId,
  ) {}

  get unsealedCount(): number {
    return this.#clock - this.#sealedTo
  }

  nextId(): EventId {
    return eventId(this.device, 1, this.#seq + 1)
  }

  append(event: QueueEvent): void {
    this.#seq++
    this.events.push(event)
    this.elements.push({
      device: this.device,
      client: this.#client,
      clock: this.#clock++,
      value: JSON.parse(JSON.stringify(encodeEvent(event, DAY))),
    })
  }

  seal(h: QueueEvent['h']): void {
    const { center, device } = this
    const [client, from, to] = [this.#client, this.#sealedTo, this.#clock]
    const previous = this.#isFirstSeal ? this.#lastSeal : null
    const id = this.nextId()
    const over = this.elements.filter(element => element.client === client && element.clock >= from)
    const values = over.map(({ value }) => value)
    const unsigned: LogSealed = {
      ...{ v: 1, id, h, device, actor: null, type: 'log.sealed.v1' },
      ...{ client, from, to, previous, r: '', s: '' },
    }
    const text = sealText({ center, day: DAY, device }, encodeEvent(unsigned, DAY), values)
    const seal: LogSealed = { ...unsigned, ...keyOf(device).sign(text) }
    this.append(seal)
    this.#lastSeal = id
    this.#isFirstSeal = false
    this.#sealedTo = this.#clock
  }

  /** The device starts again: another Yjs client, another first seal. */
  startAgain(): void {
    this.#session++
    this.#clock = 0
    this.#sealedTo = 0
    this.#isFirstSeal = true
  }

  get #client(): number {
    return clientOf(this.device) + 100_000 * this.#session
  }
}

export type SealedDay = {
  /** In the order in which they happened, seals included. */
  readonly events: readonly QueueEvent[]
  readonly elements: readonly JournalElement[]
}

/**
 * A day of `day()` with a seal after so many events of a device, and at the end of each log. The numbers of events make room for seals.
 *
 * @param restart after so many events of a device it starts again; 0 for never
 */
export function sealedDay(
  center: CenterId,
  story: readonly QueueEvent[],
  { every = 4, restart = 0 }: { readonly every?: number; readonly restart?: number } = {},
): SealedDay {
  const logs = new Map<DeviceId, SealedLog>()
  const ids = new Map<EventId, EventId>()
  const events: QueueEvent[] = []
  const note = (log: SealedLog, write: () => void) => {
    const before = log.events.length
    write()
    events.push(...log.events.slice(before))
  }
  for (const event of story) {
    const log = logs.get(event.device) ?? new SealedLog(center, event.device)
    logs.set(event.device, log)
    ids.set(event.id, log.nextId())
    note(log, () => log.append(renamed(event, ids)))
    if (log.unsealedCount >= every) note(log, () => log.seal(event.h))
    if (restart > 0 && log.events.length % restart === 0 && log.unsealedCount === 0) log.startAgain()
  }
  const last = story.at(-1)
  if (last) for (const log of logs.values()) if (log.unsealedCount > 0) note(log, () => log.seal(last.h))
  return { events, elements: [...logs.values()].flatMap(log => log.elements) }
}

function renamed(event: QueueEvent, ids: ReadonlyMap<EventId, EventId>): QueueEvent {
  const id = ids.get(event.id) ?? event.id
  if (!('basedOn' in event)) return { ...event, id }
  return { ...event, id, basedOn: event.basedOn === null ? null : (ids.get(event.basedOn) ?? event.basedOn) }
}
