import { main } from './operator'
import { queueRulesCommand } from './queue-rules-command'

await main(queueRulesCommand)
