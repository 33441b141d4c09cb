import 'server-only'
import type { ServerEnvironment } from '@/lib/server/environment'

/** Without a configured address: the host by which the browser reached us, on the sync server's own port. */
export function syncUrlFor(request: Request, { syncPublicUrl, syncPort }: ServerEnvironment): string {
  if (syncPublicUrl) return syncPublicUrl
  const host = new URL(`http://${request.headers.get('host') ?? 'localhost'}`).hostname
  return `ws://${host}:${syncPort}/sync`
}
