import type { AuditQuery } from '@/lib/client/audit'
import type { CenterId } from '@/lib/domain/ids'

type Asked = { readonly [name in keyof AuditQuery]?: AuditQuery[name] | undefined } & {
  readonly view?: 'conflicts'
  readonly day?: string
}

/** The address of what the page would show. Nothing of a citizen can stand in it: a ticket is its number. */
export function addressOf(center: CenterId, asked: Asked): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) parameters.set(name, value)
  const query = parameters.toString()
  return `/admin/centers/${center}/audit${query === '' ? '' : `?${query}`}`
}
