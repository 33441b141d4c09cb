import type * as audit from '@/lib/protocol/console-audit'

/** What pages of the record are given. */
export type AuditQuery = audit.AuditQuery
export type AuditKind = audit.AuditKind
export type AuditLine = audit.AuditLine
export type AuditPage = audit.AuditPage
export type AuditConflict = audit.AuditConflict
