import { journalCommand } from './journal-command'
import { main } from './operator'

await main(journalCommand)
