import { main } from './operator'
import { projectionCommand } from './projection-command'

await main(projectionCommand)
