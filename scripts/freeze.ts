import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { PROTOCOL_VERSION } from '@/lib/protocol/version'

/**
 * Freezes this version for the tests of later ones: `npm run freeze` writes the client and the server of this tree to
 * `tests/fixtures/v<protocol version>/`, one file each. See the README there.
 */
const FOLDER = `tests/fixtures/v${PROTOCOL_VERSION}`

if (existsSync(FOLDER)) throw new Error(`${FOLDER} is frozen already: raise PROTOCOL_VERSION first`)
mkdirSync(FOLDER, { recursive: true })
for (const side of ['client', 'server']) {
  const outfile = `${FOLDER}/${side}.mjs`
  await build({
    entryPoints: [`tests/compatibility/${side}-entry.ts`],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // pino finds its parts by file name, and a log is no part of the wire.
    external: ['pino', 'bufferutil', 'utf-8-validate'],
    banner: { js: "import{createRequire as c}from'node:module';const require=c(import.meta.url);" },
  })
  // Yjs warns when a process loads it twice, since values of the two must not meet. Here they do not.
  const text = readFileSync(outfile, 'utf8')
  writeFileSync(outfile, text.replace('__ $YJS$ __', `__ $YJS$ __ v${PROTOCOL_VERSION} ${side}`))
}
