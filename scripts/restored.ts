import { createDatabase } from '@/lib/server/database'
import { beginIncarnation } from '@/lib/server/installation'
import { migrate } from '@/lib/server/migrate'
import { ensureDatabase } from './postgres'

// `npm run database:restored`, after a backup was put back in place. Every other restore the database sees by itself.
const running = await ensureDatabase()
await migrate(running.url) // the backup may be older than the table
const database = createDatabase(running.url, { applicationName: 'guichet-restored', poolSize: 1 })
try {
  const incarnation = await database.begin(beginIncarnation)
  console.log(`New incarnation: ${incarnation}. Devices offer again what they hold as they connect.`)
  console.log('Restart the sync server now if it was running: it remembers what the backup does not.')
} finally {
  await database.close()
  if (running.started) await running.stop()
}
