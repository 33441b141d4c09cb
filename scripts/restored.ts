import { beginIncarnation } from '@/lib/server/installation'
import { runCommand, withDatabase } from './operator'

// After a backup was put back in place. Every other restore the database sees by itself.
await runCommand('npm run database:restored', () =>
  withDatabase(async (database): Promise<0> => {
    const incarnation = await database.begin(beginIncarnation)
    console.log(`New incarnation: ${incarnation}. Devices offer again what they hold as they connect.`)
    console.log('Restart the sync server now if it is running: it remembers what the backup does not.')
    return 0
  }),
)
