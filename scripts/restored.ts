import { beginIncarnation } from '@/lib/server/installation'
import { main, withDatabase } from './operator'

// After a backup was put back in place. Every other restore the database sees by itself.
await main({
  usage: 'npm run database:restored',
  run: async (_words, _options, say) => {
    const incarnation = await withDatabase(database => database.begin(beginIncarnation))
    say(`New incarnation: ${incarnation}. Devices offer again what they hold as they connect.`)
    say('Restart the sync server now if it is running: it remembers what the backup does not.')
    return 0
  },
})
