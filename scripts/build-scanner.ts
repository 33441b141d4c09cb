import { cp, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** Where `lib/client/code-reader.ts` asks for it. */
export const SCANNER_PROGRAM = 'public/scanner/zxing_reader.wasm'

/**
 * Puts the reader of QR codes where the app serves it; without that the library would fetch it from another site. A
 * kiosk with a camera keeps it from its first start on, and no other device loads its 1 MiB.
 */
export async function buildScanner(): Promise<void> {
  // That of the library which uses it, wherever it was installed.
  const library = createRequire(createRequire(import.meta.url).resolve('barcode-detector/ponyfill'))
  await mkdir(dirname(SCANNER_PROGRAM), { recursive: true })
  await cp(library.resolve('zxing-wasm/reader/zxing_reader.wasm'), SCANNER_PROGRAM)
}

if (process.argv[1]?.endsWith('build-scanner.ts')) await buildScanner()
