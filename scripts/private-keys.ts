import { main } from './operator'
import { privateKeysCommand } from './private-keys-command'

await main(privateKeysCommand)
