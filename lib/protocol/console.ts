import * as z from 'zod/mini'
import {
  BothLanguages,
  DisciplineName,
  Holiday,
  LocalTime,
  MessageKind,
  OpeningHours,
  PresetName,
  Priority,
  StaffRole,
  Thresholds,
} from '@/lib/domain/catalogue'
import type { CenterCommand } from '@/lib/domain/command'
import { AlertName, EmergencyReason } from '@/lib/domain/events'
import { DeviceId, ServiceDay, ServiceId, StationId, Surface, TicketId } from '@/lib/domain/ids'
import { KioskPin } from '@/lib/domain/kiosk-pin'
import { PRINTER_WORDS } from '@/lib/domain/printer-words'

/**
 * What the console sends: `/api/v1/admin/...`, JSON, camelCase like the rows that it edits. Texts are trimmed, and none is
 * longer than what fits where it is shown.
 */
const text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max))
const optionalText = (max: number) => z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(max)))
const minutes = (max: number) => z.int().check(z.gte(1), z.lte(max))
const bothLanguages = (max: number) => z.extend(BothLanguages, { fr: text(max), en: text(max) })

/** The revision that was on the screen: whoever was faster is not overwritten (`changed_meanwhile`). */
const edited = { revision: z.int() }

/** POST /centers, PATCH /centers/{center} */
export const CenterFields = z.strictObject({
  code: z.string().check(z.regex(/^[A-Z0-9-]{2,12}$/)),
  nameFr: text(80),
  nameEn: text(80),
  timeZone: text(60),
  opensAt: LocalTime,
  closesAt: LocalTime,
  weeklyHours: z.nullable(z.array(z.nullable(OpeningHours)).check(z.length(7))),
  holidays: z.array(z.extend(Holiday, { nameFr: text(60), nameEn: text(60) })).check(z.maxLength(60)),
  dailyQuota: z.nullable(z.int().check(z.gte(1), z.lte(9_999))),
  lastTicketAt: z.nullable(LocalTime),
  thresholds: z.extend(Thresholds, {
    waitTargetMinutes: z.optional(minutes(600)),
    longestWaitMinutes: z.optional(minutes(600)),
    waitingTickets: z.optional(z.int().check(z.gte(1), z.lte(5_000))),
  }),
  active: z.boolean(),
})
export type CenterFields = z.infer<typeof CenterFields>
export const CenterEdit = z.extend(CenterFields, edited)

/** POST /centers/{center}/kiosk-pin: of the staff corner of its kiosks; null closes the corner. Told to nobody again. */
export const KioskPinChoice = z.strictObject({ pin: z.nullable(KioskPin) })

/** POST /centers/{center}/queue-rules: another discipline, from a coming day on. */
export const QueueRulesChoice = z.strictObject({ from: ServiceDay, discipline: DisciplineName, preset: PresetName })
export type QueueRulesChoice = z.infer<typeof QueueRulesChoice>

/** POST /centers/{center}/services, PATCH .../services/{service} */
export const ServiceFields = z.strictObject({
  code: z.string().check(z.regex(/^[A-Z0-9_]{2,20}$/)),
  letter: z.string().check(z.regex(/^[A-HJ-NPRT-Y]$/)),
  nameFr: text(60),
  nameEn: text(60),
  descriptionFr: optionalText(300),
  descriptionEn: optionalText(300),
  priority: Priority,
  durationMinutes: minutes(480),
  documents: z.array(bothLanguages(120)).check(z.maxLength(20)),
  steps: z.array(bothLanguages(60)).check(z.maxLength(10)),
  active: z.boolean(),
})
export type ServiceFields = z.infer<typeof ServiceFields>
export const ServiceEdit = z.extend(ServiceFields, edited)

/** POST /centers/{center}/stations, PATCH .../stations/{station} */
export const StationFields = z.strictObject({
  number: z.string().check(z.regex(/^[A-Z0-9]{1,4}$/)),
  name: text(60),
  location: optionalText(120),
  services: z.array(ServiceId).check(z.maxLength(50)),
  active: z.boolean(),
})
export type StationFields = z.infer<typeof StationFields>
export const StationEdit = z.extend(StationFields, edited)

/** POST /centers/{center}/staff, PATCH .../staff/{agent}. A new person is given a password once, to be changed at first use. */
export const StaffFields = z.strictObject({
  employeeId: z.string().check(z.maxLength(60)),
  firstName: text(60),
  lastName: text(60),
  role: StaffRole,
  services: z.array(ServiceId).check(z.maxLength(50)),
  usualStation: z.nullable(StationId),
  active: z.boolean(),
})
export type StaffFields = z.infer<typeof StaffFields>
export const StaffEdit = z.extend(StaffFields, edited)

/** What a new person, or one whose password was reset, is told by whoever made the account: once, and kept nowhere. */
export const FirstPassword = z.object({ firstPassword: z.string() })

/** POST /administrators */
export const AdministratorFields = z.strictObject({ employeeId: z.string().check(z.maxLength(60)) })
/** PATCH /administrators/{user} */
export const AdministratorEdit = z.strictObject({ active: z.boolean() })

/** POST /centers/{center}/messages, PATCH .../messages/{message} */
export const MessageFields = z.strictObject({
  kind: MessageKind,
  textFr: text(200),
  textEn: text(200),
  startsAt: z.nullable(z.int()),
  endsAt: z.nullable(z.int()),
  active: z.boolean(),
})
export type MessageFields = z.infer<typeof MessageFields>
export const MessageEdit = z.extend(MessageFields, edited)

/** POST /centers/{center}/devices/codes */
export const DeviceCodeRequest = z.strictObject({ surface: Surface, label: text(40) })
export const DeviceCode = z.object({ code: z.string(), expiresAt: z.int() })
export type DeviceCode = z.infer<typeof DeviceCode>
/** PATCH /centers/{center}/devices/{device} */
export const DeviceRename = z.strictObject({ label: text(40) })

/** Why a supervisor ends a visit; the closing codes of a ticket that he may give. */
export const CancelCode = z.enum(['left_by_citizen', 'removed_by_staff', 'void_misprint'])
export type CancelCode = z.infer<typeof CancelCode>

/** What happens to who still waits when the day is closed. */
export const UnservedFate = z.enum(['carry_over', 'close'])
export type UnservedFate = z.infer<typeof UnservedFate>

const onTicket = { ticket: TicketId }
const onStation = { station: StationId }
const onService = { service: ServiceId }

/**
 * POST /centers/{center}/commands: what a supervisor does with the queue of today. The sync server decides, as a peer with a
 * log of its own (`decideCommand`), and answers with what came of it.
 */
export const ConsoleCommand: z.ZodMiniType<CenterCommand> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open_day') }),
  z.strictObject({ kind: z.literal('close_day'), unserved: UnservedFate }),
  z.strictObject({ kind: z.literal('release_station'), ...onStation }),
  z.strictObject({ kind: z.literal('suspend_service'), ...onService }),
  z.strictObject({ kind: z.literal('resume_service'), ...onService }),
  z.strictObject({ kind: z.literal('pause_kiosk'), device: DeviceId }),
  z.strictObject({ kind: z.literal('resume_kiosk'), device: DeviceId }),
  z.strictObject({ kind: z.literal('cancel_ticket'), ...onTicket, code: CancelCode }),
  z.strictObject({ kind: z.literal('transfer_ticket'), ...onTicket, ...onService }),
  z.strictObject({ kind: z.literal('reopen_ticket'), ...onTicket }),
  z.strictObject({ kind: z.literal('grant_emergency'), ...onTicket, reason: EmergencyReason }),
  z.strictObject({
    kind: z.literal('acknowledge_alert'),
    alert: AlertName,
  }),
])
export type ConsoleCommand = z.infer<typeof ConsoleCommand>

/** A ticket that tomorrow's queue takes over, under a number that its holder is told now. */
export const CarriedTicket = z.object({ ticket: TicketId, number: z.string(), toNumber: z.string() })
export const CommandAnswer = z.object({
  /** Of `close_day`. */
  carried: z.optional(z.array(CarriedTicket)),
  closed: z.optional(z.int()),
})
export type CommandAnswer = z.infer<typeof CommandAnswer>

/** POST /centers/{center}/sync-ticket: leave to read the queue of today, like a display. */
export const ConsoleSyncTicket = z.object({
  wsUrl: z.string(),
  token: z.string(),
  serverTime: z.int(),
  sessionExpires: z.int(),
})
export type ConsoleSyncTicket = z.infer<typeof ConsoleSyncTicket>

/** What a device says of itself: with a change, and once a minute. Nothing personal. */
export const DeviceHealth = z.object({
  /** The build that it runs. */
  version: z.string().check(z.regex(/^[\w.-]{1,40}$/)),
  /** Events that are not acknowledged. */
  unsent: z.int().check(z.gte(0)),
  storage: z.object({ usedBytes: z.int(), quotaBytes: z.int(), isProtected: z.boolean() }),
  printer: z.enum(['ok', 'failed', 'none']),
  /** What a newer program says of it that this one does not know is left out. */
  printerSays: z.catch(z.optional(z.enum(PRINTER_WORDS)), undefined),
  sound: z.enum(['ok', 'blocked', 'none']),
  screen: z.enum(['awake', 'may_sleep']),
})
export type DeviceHealth = z.infer<typeof DeviceHealth>
