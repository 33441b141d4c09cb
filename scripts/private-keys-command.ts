import { deriveKeys } from '@/lib/server/keys'
import { type Rotation, rotateCenterKeys } from '@/lib/server/private/rotation'
import { type Command, WrongUse, withDatabase } from './operator'
import { findSecret } from './secret'

/** New keys for the data of citizens. Servers may run meanwhile, and it may be killed: the next run goes on. */
export const privateKeysCommand: Command = {
  usage: 'npm run private-keys -- rotate',
  run: async (words, _options, say) => {
    if (words.join(' ') !== 'rotate') throw new WrongUse(`what is "${words.join(' ')}"?`)
    const secret = findSecret()
    if (secret === null) throw new WrongUse('GUICHET_SECRET is needed: this installation has never been started')
    const before = process.env.GUICHET_SECRET_PREVIOUS
    return await withDatabase(async (database): Promise<0> => {
      const rotation = await rotateCenterKeys({
        ...{ database, keys: deriveKeys(secret), previous: before ? deriveKeys(before) : null, now: Date.now() },
        onProgress: rows => say(`${rows} rows encrypted anew`),
      })
      say(inWords(rotation))
      return 0
    })
  },
}

function inWords({ resealed, made, rows, dropped }: Rotation): string {
  const lines = [
    ...(resealed > 0 ? [`${resealed} keys sealed under the new secret`] : []),
    made > 0 ? `${made} centers have new keys` : 'No new keys: an earlier rotation was not at its end, and now is',
    `${rows} rows in all encrypted anew`,
    ...(dropped > 0 ? [`${dropped} old keys, which nothing needs any more, are gone`] : []),
  ]
  return lines.join('\n')
}
