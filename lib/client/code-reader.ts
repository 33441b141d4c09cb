/** The texts of the QR codes that are to be seen in a picture. */
export type CodeReader = (picture: HTMLVideoElement) => Promise<readonly string[]>

const CACHE = 'scanner'
const PROGRAM = '/scanner/zxing_reader.wasm'

/**
 * Loads what reads QR codes: some script and a program of 1 MiB, which is kept for the time without a network.
 *
 * @throws when the program was never loaded and there is no network
 */
export async function openCodeReader(): Promise<CodeReader> {
  const { BarcodeDetector, prepareZXingModule, ZXING_WASM_VERSION } = await import('barcode-detector/ponyfill')
  const wasmBinary = await keptProgram(`${PROGRAM}?version=${ZXING_WASM_VERSION}`)
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  return async picture => (await detector.detect(picture)).map(({ rawValue }) => rawValue)
}

async function keptProgram(url: string): Promise<ArrayBuffer> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(url)
  if (kept) return await kept.arrayBuffer()
  for (const older of await cache.keys()) await cache.delete(older)
  await cache.add(url)
  const added = await cache.match(url)
  if (!added) throw new Error(`${url} could not be kept`)
  return await added.arrayBuffer()
}
