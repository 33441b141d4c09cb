/**
 * Calls the listener when waiting for a timer makes no sense any more: the network is back, or somebody looks. Returns
 * how to stop that.
 */
export type OnNudge = (listener: () => void) => () => void

export const browserNudges: OnNudge = listener => {
  const ended = new AbortController()
  const { signal } = ended
  globalThis.addEventListener('online', listener, { signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && listener(), { signal })
  return () => ended.abort()
}
