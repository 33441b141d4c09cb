import { AgentSurface } from './agent-surface'

/** Static, so that the service worker can hold it: it opens without any server. */
export const dynamic = 'error'

export default function AgentPage() {
  return <AgentSurface />
}
