import type { OnFault } from './fault-log'

/**
 * Keeps the screen on while the page is shown. The browser lets go of it whenever the page is hidden, so it is asked
 * for again each time the page comes back. Returns how to stop that.
 *
 * @param onChange told whether it is kept on
 */
export function keepScreenOn(onFault: OnFault, onChange: (isAwake: boolean) => void): () => void {
  const ended = new AbortController()
  let held: WakeLockSentinel | null = null

  async function hold(): Promise<void> {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    try {
      held = await navigator.wakeLock.request('screen')
      if (ended.signal.aborted) return await held.release()
      held.addEventListener('release', () => onChange(false), { signal: ended.signal })
      onChange(true)
    } catch (fault) {
      // Refused on an empty battery, or by policy: the screen's own settings then decide.
      onFault('keep the screen on', fault)
    }
  }

  document.addEventListener('visibilitychange', () => void hold(), { signal: ended.signal })
  void hold()
  return () => {
    ended.abort()
    held?.release().catch(fault => onFault('let the screen go', fault))
  }
}
