/** Next calls this once, before its server takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { believeOnlyProxies } = await import('./lib/server/client-address')
  const { readTrustedProxies } = await import('./lib/server/environment')
  believeOnlyProxies(readTrustedProxies())
}
