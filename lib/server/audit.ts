import type { CenterId } from '@/lib/domain/ids'
import type { SignedIn } from './people/sessions'
import type { TransactionSql } from './postgres-client'

/** Who changes something; null for a program and for an operator at the server's terminal. */
export type Author = Pick<SignedIn, 'user' | 'employeeId'> | null

export type AuditSubjectKind =
  | 'center'
  | 'service'
  | 'station'
  | 'staff'
  | 'message'
  | 'administrator'
  | 'device'
  | 'ticket'

export type AuditEntry = {
  readonly person: Author
  /** Null for what belongs to no center. */
  readonly center: CenterId | null
  /** `<what>.<past tense>`, e.g. `service.changed`. */
  readonly action: string
  readonly subject: { readonly kind: AuditSubjectKind; readonly id: string | number }
  /** What it was and what it became; null where there is nothing to say. Nothing of a citizen, and no password, code or key. */
  readonly before: object | null
  readonly after: object | null
}

/** One row of `audit_entries`, in the transaction that changes what it tells of: neither is there without the other. */
export async function writeAudit(sql: TransactionSql, entry: AuditEntry): Promise<void> {
  const { person, center, action, subject, before, after } = entry
  await sql`
    insert into audit_entries (center_id, user_id, employee_id, action, subject_kind, subject_id, before, after)
    values (${center}, ${person?.user ?? null}, ${person?.employeeId ?? null}, ${action}, ${subject.kind},
      ${String(subject.id)}, ${jsonOf(before)}::text::jsonb, ${jsonOf(after)}::text::jsonb)`
}

function jsonOf(value: object | null): string | null {
  return value && JSON.stringify(value)
}
