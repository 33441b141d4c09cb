import { AuditQuery } from '@/lib/protocol/console-audit'

/** The query of an address. What is empty was not asked for, as a form sends it; null when it is none of ours. */
export function readAuditQuery(parameters: Iterable<readonly [string, string]>): AuditQuery | null {
  const asked = [...parameters].filter(([, text]) => text.trim() !== '')
  return AuditQuery.safeParse(Object.fromEntries(asked)).data ?? null
}
