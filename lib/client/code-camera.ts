import type { DurationMs } from '@/lib/domain/ids'
import { type CodeReader, openCodeReader } from './code-reader'
import type { OnFault } from './fault-log'

/** Often enough for a hand that holds a paper still, and seldom enough for a small computer. */
const LOOK_EVERY_MS: DurationMs = 250

/** A paper at arm's length has some five points to each module of its code. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 } } as const

/** A camera that may be used, and reads. */
export type CodeCamera = {
  /**
   * Shows what it sees, until the signal stops it, and tells each text that it reads.
   *
   * @throws when the camera is refused after all, or another program has it
   */
  readonly watch: (video: HTMLVideoElement, onText: (text: string) => void, signal: AbortSignal) => Promise<void>
}

/**
 * Tells whether there is a camera to be offered: now, and whenever one is plugged in or out, allowed or refused. Where
 * nobody was asked yet, the first use asks.
 */
export async function offerCamera(
  offer: (camera: CodeCamera | null) => void,
  onFault: OnFault,
  signal: AbortSignal,
): Promise<void> {
  // An address that the browser does not trust has no cameras.
  if (!('mediaDevices' in navigator)) return
  const permission = await navigator.permissions.query({ name: 'camera' })
  let reader: CodeReader | null = null

  async function look(): Promise<void> {
    const isThere = permission.state !== 'denied' && (await hasCamera())
    try {
      if (isThere) reader ??= await openCodeReader()
    } catch (fault) {
      onFault('load the reader of codes', fault)
    }
    const read = reader
    if (!signal.aborted) offer(isThere && read ? { watch: (...on) => watchOrWithdraw(read, ...on) } : null)
  }

  /** What failed once is not offered again, until something changes. */
  async function watchOrWithdraw(...on: Parameters<typeof watch>): Promise<void> {
    try {
      await watch(...on)
    } catch (fault) {
      if (!signal.aborted) offer(null)
      throw fault
    }
  }

  const lookAgain = () => void look().catch(fault => onFault('look for a camera', fault))
  navigator.mediaDevices.addEventListener('devicechange', lookAgain, { signal })
  permission.addEventListener('change', lookAgain, { signal })
  // The reader may not have been loaded yet.
  globalThis.addEventListener('online', lookAgain, { signal })
  await look()
}

async function hasCamera(): Promise<boolean> {
  return (await navigator.mediaDevices.enumerateDevices()).some(({ kind }) => kind === 'videoinput')
}

async function watch(
  read: CodeReader,
  video: HTMLVideoElement,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: PICTURE })
  const stop = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  // At once: a picture that is no longer drawn may keep its reader waiting, and nobody is to be seen meanwhile.
  signal.addEventListener('abort', stop)
  if (signal.aborted) return stop()
  try {
    video.srcObject = stream
    await video.play()
    while (!signal.aborted) {
      for (const text of await read(video)) if (!signal.aborted) onText(text)
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
    }
  } finally {
    stop()
    video.srcObject = null
  }
}
