// The one door of `npm start`, `npm run check` and `npm test`: on a fresh machine nothing is installed yet, not even
// what runs TypeScript. Installs what is missing, then hands over to the TypeScript of the same name.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [command, ...rest] = process.argv.slice(2)
const stampFile = join(root, 'node_modules', '.guichet-installed')

function run(program, args) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
if (installed !== wanted) {
  console.log('Installing what Guichet needs (a minute or two, only the first time)...')
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional binaries, which not every registry has.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, wanted)
}
run(process.execPath, ['--import', 'tsx', join('scripts', `${command}.ts`), ...rest])
