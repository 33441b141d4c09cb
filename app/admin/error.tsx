'use client'

import { ConsoleFailed } from '@/components/admin/console-failed'

/** What went wrong stands in the server's log; people are told what they can do. */
export default function AdminError({ reset }: { reset: () => void }) {
  return <ConsoleFailed onRetry={reset} />
}
