import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { buildPhone } from './build-phone'
import { buildScanner, SCANNER_PROGRAM } from './build-scanner'
import { buildWorker } from './build-worker'
import { writeScriptHashes } from './script-hashes'

/** What a build is made from. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'scripts/audio',
  'scripts/build-phone.ts',
  'scripts/build-scanner.ts',
  'scripts/build-worker.ts',
  'scripts/console-files.ts',
  'scripts/script-hashes.ts',
  'tsconfig.json',
]
const STAMP = '.next/guichet-sources'
/** What is made beside `.next`. */
const MADE = ['public/sw.js', 'public/phone/phone.js', 'public/audio/clips.bin', SCANNER_PROGRAM]

/** Builds the web app and its service worker, unless the build that is there was made from these very sources. */
export async function buildUnlessFresh(): Promise<void> {
  const sources = hashOfSources()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources && MADE.every(file => existsSync(file))) return
  const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', BUILD_ID: sources.slice(0, 16) }
  execFileSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { stdio: 'inherit', env: environment })
  await buildPhone()
  await buildScanner()
  await writeScriptHashes(process.env.DIST_DIR ?? '.next')
  await buildWorker()
  writeFileSync(STAMP, sources)
}

function hashOfSources(): string {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', ...SOURCES], { encoding: 'utf8' })
  const hash = createHash('sha256')
  for (const file of files
    .split('\0')
    .filter(name => name && existsSync(name))
    .sort())
    hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

if (process.argv[1]?.endsWith('build.ts')) await buildUnlessFresh()
