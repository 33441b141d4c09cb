import { MESSAGE_ACK, MESSAGE_SYNC } from '@/lib/protocol/sync-messages'
import { createDatabase } from '@/lib/server/database'
import { Connection } from '@/sync-server/connection'
import type { Journal } from '@/sync-server/journal'
import { postgresJournal } from '@/sync-server/postgres-journal'
import type { KillOrder, KillPoint, ServerMessage } from './kill-points'
import { openPostgresWire, type WireListener } from './postgres-wire'
import { startSyncStack } from './sync-stack'

/**
 * The sync server as a process of its own that kills itself where it is told to, with -9: nothing is flushed, nobody is
 * told. The production parts are whole; faults stand around the journal, on the wire to Postgres and on the sockets.
 *
 * Its argument is the database's URL. Messages tell it to listen, and where to die.
 */
const [databaseUrl = ''] = process.argv.slice(2)

/** Text that only the parameters of the statement that stores a batch hold. */
const STORING = '"place":1,'
/** The tag of its answer: one row, that of the fence. */
const STORED = 'SELECT 1\0'

let order: KillOrder | null = null
/** A batch has just been committed: what is sent now is its broadcast, then its acknowledgements. */
let isTelling = false
let toldCount = 0

function isAt(point: KillPoint): boolean {
  return order?.point === point && order.passes <= 0
}

function dieAt(point: KillPoint): void {
  if (isAt(point)) die()
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

function faulty(journal: Journal): Journal {
  return {
    ...journal,
    async open(key) {
      dieAt('before the document is read')
      const opened = await journal.open(key)
      dieAt('with the document read and nobody let in')
      return opened
    },
    async append(...batch) {
      if (order) order = { ...order, passes: order.passes - 1 }
      dieAt('before the transaction')
      dieAt('before its own first words are stored')
      await journal.append(...batch)
      dieAt('committed, with nobody told')
      isTelling = order !== null && order.passes <= 0
    },
  }
}

/** Every connection of the pool has one: the answer to look for comes on the connection of the statement. */
function wire(): WireListener {
  let isStoring = false
  return {
    asked(bytes, forward) {
      isStoring = bytes.includes(STORING)
      if (isStoring && isAt('with half of the statement on the wire'))
        return forward(bytes.subarray(0, bytes.length / 2), die)
      if (isStoring && isAt('with the statement on the wire and no answer')) return forward(bytes, die)
      forward(bytes)
    },
    answered(bytes, forward) {
      if (isStoring && bytes.includes(STORED)) dieAt('committed, with the answer unread')
      forward(bytes)
    },
  }
}

const { relay } = Connection.prototype
Connection.prototype.relay = function (this: Connection, frames: Buffer) {
  const type = frames[lengthOfHead(frames)]
  const isAck = type === MESSAGE_ACK
  if (isTelling && isAck) dieAt('all told, with nobody acknowledged')
  Reflect.apply(relay, this, [frames])
  if (!isTelling) return
  if (isAck) dieAt('one device acknowledged, the others not')
  if (type !== MESSAGE_SYNC) return
  toldCount++
  if (toldCount === 1) dieAt('in the middle of the broadcast, one peer told')
  if (toldCount === 3) dieAt('in the middle of the broadcast, three peers told')
}

/** Of the first frame: RFC 6455, 5.2, as a server writes it. */
function lengthOfHead(frames: Buffer): number {
  const length = frames[1] ?? 0
  return length < 126 ? 2 : length === 126 ? 4 : 10
}

const database = createDatabase(await openPostgresWire(databaseUrl, wire))

async function obey(message: ServerMessage): Promise<void> {
  order = message.order
  if (message.listenOn === null) return
  const { wsUrl } = await startSyncStack(database, message.listenOn, { journal: faulty(postgresJournal(database)) })
  process.send?.(wsUrl)
}

process.on('message', message => {
  // reason: the test that started this process sends nothing else
  void obey(message as ServerMessage)
})
// The test has ended.
process.on('disconnect', () => process.exit())
process.send?.('ready')
