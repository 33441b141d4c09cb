import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { bundleVersions } from './versions'

/** A change of the source of one module: a piece of text that stands there exactly once, and what stands there instead. */
export type SourceChange = { readonly file: string; readonly from: string; readonly to: string }

const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

/** The simulator as one file; all of Guichet in it is the production source, but for the changes asked for. */
export async function bundleSimulator(changes: readonly SourceChange[] = []): Promise<{
  readonly path: string
  readonly remove: () => Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-sim-'))
  const path = join(folder, 'worker.mjs')
  await Promise.all([bundle('tests/sim/worker.ts', path, changes), bundleVersions(folder)])
  return { path, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** @throws when a change is of a file that is no part of it */
export async function bundle(entry: string, path: string, changes: readonly SourceChange[]): Promise<void> {
  const applied = new Set<SourceChange>()
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: path,
    sourcemap: 'inline',
    logLevel: 'error',
    banner: { js: REQUIRE },
    plugins: [changed(changes, applied)],
  })
  const missed = changes.filter(change => !applied.has(change))
  if (missed.length > 0) throw new Error(`not part of ${entry}: ${missed.map(({ file }) => file).join(', ')}`)
}

function changed(changes: readonly SourceChange[], applied: Set<SourceChange>): Plugin {
  return {
    name: 'changed source',
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(process.cwd(), path)
        const own = changes.filter(change => change.file === file)
        if (own.length === 0) return undefined
        let contents = await readFile(path, 'utf8')
        for (const change of own) {
          contents = replaceOnce(contents, change)
          applied.add(change)
        }
        return { contents, loader: 'ts' }
      })
    },
  }
}

/** @throws when the text does not stand there exactly once: the mutation would be another one than was meant. */
export function replaceOnce(text: string, { file, from, to }: SourceChange): string {
  const times = text.split(from).length - 1
  if (times !== 1) throw new Error(`${file}: ${times} times instead of once: ${from}`)
  return text.replace(from, () => to)
}
