import type { SourceChange } from './bundle'

/** A way in which the sync could be built wrong, and once was or nearly was: the simulator must notice. */
export type Mutant = { readonly name: string; readonly changes: readonly SourceChange[] }

const REPLICA = 'lib/replica/replica.ts'
const GUARD = 'lib/replica/guard.ts'
const ROOM = 'sync-server/room.ts'
const CONNECTION = 'sync-server/connection.ts'

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'reused client id',
    changes: [
      {
        // One for each device, as if it were made once and stored: a device has its own source of chance.
        file: 'lib/replica/event-stamp.ts',
        from: 'return 1 + random.int(Number.MAX_SAFE_INTEGER - 1)',
        to: `const ids = (globalThis.clientIds ??= new WeakMap())
  if (!ids.has(random)) ids.set(random, 1 + random.int(Number.MAX_SAFE_INTEGER - 1))
  return ids.get(random)`,
      },
    ],
  },
  {
    name: 'no WAL replay',
    changes: [{ file: 'lib/replica/own-log.ts', from: 'if (missing.length > 0) this.append(missing)', to: '' }],
  },
  {
    name: 'relaxed WAL',
    changes: [
      {
        file: 'tests/sim/disk.ts',
        from: "await strict('commit', () => this.#write(records, numbers))",
        to: "await strict('commit', () => setTimeout(() => life.alive && this.#write(records, numbers), 3_000))",
      },
    ],
  },
  {
    name: 'unburnt numbers',
    changes: [
      {
        file: 'lib/replica/number-series.ts',
        from: 'this.#block = burn ? { ...block, next: afterEach(block.reserved) } : block',
        to: 'this.#block = burn ? block : block',
      },
    ],
  },
  {
    name: 'reused sequence',
    changes: [
      {
        file: 'lib/replica/event-stamp.ts',
        from: 'bootCount * BOOT_RANDOM_LIMIT + random.int(BOOT_RANDOM_LIMIT)',
        to: 'BOOT_RANDOM_LIMIT',
      },
    ],
  },
  {
    name: 'one-pass guard',
    changes: [
      {
        file: GUARD,
        from: `        client = first.origin.client
        owner = claims.get(client) ?? owners.get(client)`,
        to: '        owner = claims.get(first.origin.client) ?? owners.get(first.origin.client) ?? NO_LOG',
      },
    ],
  },
  {
    name: 'violation on foreign structs',
    changes: [
      {
        file: GUARD,
        from: 'const carried = carriedParts(',
        to: "if (othersOf(author.device, byClient, owners).size > 0) return violation('foreign')\n  const carried = carriedParts(",
      },
    ],
  },
  {
    name: 'unsealed foreign events accepted',
    changes: [
      {
        file: 'lib/replica/carried.ts',
        from: 'brought.map(line => itemsBelow(line, check.clocks.get(line.client) ?? 0))',
        to: 'brought',
      },
    ],
  },
  {
    name: 'acknowledgement before commit',
    changes: [
      { file: ROOM, from: 'this.store.storedClocksOf(peer.device)', to: 'this.state.clocksOf(peer.device)' },
      { file: ROOM, from: 'if (this.#durable) this.#acknowledge(', to: 'this.#acknowledge(' },
    ],
  },
  {
    name: 'broadcast of refused events',
    changes: [
      {
        file: ROOM,
        from: 'else this.#refuse(peer, result.refusal.reason)',
        to: `else {
      this.#refuse(peer, result.refusal.reason)
      for (const other of this.#peers) if (other !== peer) other.send(updateFrame(update))
    }`,
      },
    ],
  },
  {
    name: 'fold by arrival order',
    changes: [
      {
        file: 'lib/domain/stamp.ts',
        from: 'return events.sort((a, b) => compareStamps(a, b, corrections))',
        to: 'return events',
      },
    ],
  },
  {
    name: 'yesterday folded into today',
    changes: [{ file: REPLICA, from: '    this.#stopTaking()\n', to: '' }],
  },
  {
    name: 'one boot for all documents of a server',
    changes: [{ file: 'sync-server/document-state.ts', from: 'this.#boot = session.nextBoot()', to: 'this.#boot = 1' }],
  },
  {
    name: 'no tuples of unknown types let in',
    changes: [
      {
        file: 'lib/replica/log-items.ts',
        from: 'return Array.isArray(value) && value.length <= TUPLE_LENGTH_MAX && value.every(isPrimitive)',
        to: 'return Array.isArray(value) && value[0] < 44 && value.every(isPrimitive)',
      },
    ],
  },
  {
    name: 'only what is known sent on',
    changes: [
      {
        file: 'sync-server/room-inputs.ts',
        from: 'const sent = news.map(',
        to: 'const sent = news.filter(({ item }) => item.entry.events.length > 0).map(',
      },
    ],
  },
  {
    name: 'an absence costs more than he has waited',
    changes: [
      {
        file: 'lib/domain/engine/credit.ts',
        from: 'Math.min(now, ticket.creditStart + noShow.penaltyMs)',
        to: 'ticket.creditStart + noShow.penaltyMs',
      },
    ],
  },
  {
    name: 'a parked citizen beats one who is served',
    changes: [
      {
        file: 'lib/domain/ticket.ts',
        from: "    case 'parked':\n      return 3",
        to: "    case 'parked':\n      return 6",
      },
    ],
  },
  {
    name: 'a kiosk that gives tickets after the close',
    changes: [
      { file: 'lib/domain/check-in.ts', from: 'if (request.door) return refuse({ code: request.door })', to: '' },
    ],
  },
  {
    name: 'a closed ticket beats one who is served',
    changes: [{ file: 'lib/domain/ticket.ts', from: "return 'firstCalledAt' in ticket ? 2 : 1", to: 'return 6' }],
  },
  {
    name: 'what comes after the close waits on',
    changes: [
      {
        file: 'lib/domain/day-end.ts',
        from: "if (reception?.state !== 'closed') return []",
        to: 'return []',
      },
    ],
  },
  {
    name: 'an emergency is a move of the ticket',
    changes: [{ file: 'lib/domain/ticket-history.ts', from: "  'ticket.emergency_granted.v1',\n", to: '' }],
  },
  {
    name: 'a budget that is never applied',
    changes: [
      {
        file: CONNECTION,
        from: 'if (this.#budget.spend(cost, this.#lastHeard)) return true',
        to: 'if (cost > 0) return true',
      },
    ],
  },
  {
    name: 'a flood waits in the room',
    changes: [{ file: CONNECTION, from: 'if (this.#held || !this.#isFull) return\n', to: 'return\n' }],
  },
  {
    name: 'any number of sockets for a device',
    changes: [
      { file: 'sync-server/callers.ts', from: 'if (count >= this.max || socket.destroyed) return false', to: '' },
    ],
  },
  {
    name: 'any frame before the first sync',
    changes: [
      { file: CONNECTION, from: 'frame.length > FRAME_BYTES_MAX_BEFORE_SYNC', to: 'frame.length > FRAME_BYTES_MAX' },
    ],
  },
]
