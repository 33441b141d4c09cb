import type { Catalogue } from '@/lib/domain/catalogue'
import { type CheckInRefusal, checkIn, readCode } from '@/lib/domain/check-in'
import type { Foretold } from '@/lib/domain/estimates'
import type {
  CodeMark,
  DurationMs,
  InstantMs,
  Language,
  PreEnrollmentCode,
  ServiceId,
  TicketId,
  TicketNumber,
} from '@/lib/domain/ids'
import { type DoorRefusal, doorRefusal } from '@/lib/domain/opening'
import { ok } from '@/lib/domain/result'
import { configOn } from '@/lib/domain/scheduling'
import type { PrintState, Ticket } from '@/lib/domain/ticket'
import { issuerOf } from '@/lib/domain/ticket-number'
import type { Replica, ReplicaRefusal } from '@/lib/replica/replica'
import type { OnFault } from './fault-log'
import { type Outlook, outlookOfTicket } from './outlook'
import type { Paper, Printer } from './printer'
import { type QrCode, qrCodeOf } from './qr-code'
import type { ReadyDevice } from './running-device'
import { withinTime } from './within-time'

export type CheckInWish = {
  /** As it was typed or scanned; null when the visitor has none. */
  readonly code: string | null
  readonly service: ServiceId
  readonly language: Language
  /** He asks for the head start of the vulnerable. */
  readonly isVulnerable: boolean
  /** What he was told of his wait before he asked for the ticket: what is recorded, printed and shown with it. */
  readonly foretold: Foretold
}

export type TicketGiven = {
  /** `shown_again`: the person had a ticket already, and this is it. */
  readonly kind: 'issued' | 'shown_again'
  readonly ticket: { readonly number: TicketNumber; readonly print: PrintState; readonly isVulnerable: boolean }
  readonly outlook: Outlook
  /** To the ticket on a phone; null when there is no such link. */
  readonly qr: QrCode | null
}

export type KioskRefusal = 'invalid_code' | 'service_closed' | 'closing' | 'not_durable' | 'day_in_doubt' | DoorRefusal
export type KioskAnswer = TicketGiven | { readonly kind: 'refused'; readonly code: KioskRefusal }

/** What a kiosk works with. */
export type KioskDesk = {
  readonly device: Pick<ReadyDevice, 'identity' | 'replica' | 'status' | 'markOf' | 'linkOf' | 'keepVisitor'>
  readonly catalogue: Catalogue
  readonly printer: Printer
  /** What the holder of a ticket that waits is told now. */
  readonly foretell: (ticket: Ticket) => Foretold
  readonly now: () => InstantMs
  readonly onFault: OnFault
}

type IssueRefusal = CheckInRefusal | ReplicaRefusal

/**
 * A visitor takes a ticket: durable first, then on paper. Resolves when the paper is out or has failed, since the
 * screen must then say which.
 */
export async function takeTicket(desk: KioskDesk, wish: CheckInWish): Promise<KioskAnswer> {
  const code = wish.code === null ? null : readCode(wish.code)
  if (code === undefined) return { kind: 'refused', code: 'invalid_code' }
  const service = desk.catalogue.services.find(({ id }) => id === wish.service)
  if (!service) return { kind: 'refused', code: 'service_closed' }

  const { replica } = desk.device
  const mark = code && (await markIfPossible(desk, code))
  const { language, isVulnerable, foretold } = wish
  const config = configOn(replica.day, desk.catalogue)
  const issued = await replica.act<CheckInRefusal>(({ queue, device, nextNumber, now }) => {
    const number = nextNumber(service.letter)
    const { center } = desk.catalogue
    const door = doorRefusal({ queue, center, day: replica.day, kiosk: device, now }, service.id)
    const intake = { service, language, mark, isVulnerable, appointmentAt: null, foretold, door }
    return checkIn(queue, { ...intake, config, now, device, number })
  })
  if (!issued.ok) return await answerRefusal(desk, issued.refusal, code)
  if (issued.value.type !== 'ticket.checked_in.v1') throw new Error('a check-in made another event')
  if (code) desk.device.keepVisitor(issued.value.ticket, { code, language })
  return await give(desk, issued.value.ticket, code, 'issued', foretold)
}

/** Without a mark, a second ticket of this person is found at the station instead: no reason to send him away. */
export async function markIfPossible(
  { device, onFault }: Pick<KioskDesk, 'device' | 'onFault'>,
  code: PreEnrollmentCode,
): Promise<CodeMark | null> {
  try {
    return await device.markOf(code)
  } catch (fault) {
    onFault('mark of a code', fault)
    return null
  }
}

/** One more paper for a ticket. Says DUPLICATA unless no paper is known to have come out. */
export async function reprint(desk: KioskDesk, ticket: TicketId): Promise<PrintState> {
  const { ticket: printed } = await give(desk, ticket, null, 'shown_again')
  return printed.print
}

/** Own tickets of today whose printing was cut off: the power may have failed before the paper was out. */
export function unprinted(replica: Replica): readonly Ticket[] {
  const { device } = replica.identity
  return [...replica.queue.tickets.values()].filter(
    ticket => ticket.print === 'issued' && ticket.state === 'waiting' && issuerOf(ticket.id) === device,
  )
}

/** A person who has a ticket is not refused: he gets it again (SPEC DUP-2). */
async function answerRefusal(
  desk: KioskDesk,
  refusal: IssueRefusal,
  code: PreEnrollmentCode | null,
): Promise<KioskAnswer> {
  switch (refusal.code) {
    case 'already_checked_in':
      return await give(desk, refusal.ticket.id, code, 'shown_again')
    case 'service_closed':
    case 'reception_closed':
    case 'kiosk_paused':
    case 'center_closed':
    case 'not_open_yet':
    case 'last_ticket_passed':
    case 'quota_reached':
    case 'service_suspended':
    case 'closing':
    case 'not_durable':
    case 'day_in_doubt':
      return { kind: 'refused', code: refusal.code }
    default:
      return refusal satisfies never
  }
}

async function give(
  desk: KioskDesk,
  id: TicketId,
  code: PreEnrollmentCode | null,
  kind: TicketGiven['kind'],
  told?: Foretold,
): Promise<TicketGiven> {
  const ticket = ticketOf(desk.device.replica, id)
  const outlook = outlookOfTicket(ticket, desk.catalogue.stations, told ? () => told : desk.foretell)
  const toldAt = told ? ticket.checkedInAt : desk.now()
  const qr = await qrIfPossible(desk.device, ticket.id, desk.onFault)
  const print = await printTicket(desk, ticket, { outlook, toldAt, qr }, code)
  return { kind, ticket: { number: ticket.number, print, isVulnerable: ticket.standing.isVulnerable }, outlook, qr }
}

async function printTicket(
  { device, catalogue, printer, onFault }: KioskDesk,
  ticket: Ticket,
  told: Pick<Paper, 'outlook' | 'toldAt' | 'qr'>,
  code: PreEnrollmentCode | null,
): Promise<PrintState> {
  const service = catalogue.services.find(({ id }) => id === ticket.service)
  if (!service) return 'print_failed'
  const { number, language, checkedInAt } = ticket
  const copy = ticket.copies + 1
  const printed = await printer.print({
    ...told,
    isVulnerable: ticket.standing.isVulnerable,
    center: catalogue.center,
    service,
    number,
    language,
    copy,
    checkedInAt,
    code,
    kioskLabel: device.identity.label,
    offline: device.status.rung !== 'online',
  })
  const noted = await note(device.replica, ticket, copy, printed)
  if (!noted.ok) onFault('note the paper', noted.refusal)
  return printed.kind === 'printed' ? 'printed' : 'print_failed'
}

/** Its program is loaded with the first one; nobody waits longer for his number. */
const QR_MS_MAX: DurationMs = 1_000

/** Without it the paper is as good as ever for the hall. */
async function qrIfPossible(
  { linkOf }: KioskDesk['device'],
  ticket: TicketId,
  onFault: OnFault,
): Promise<QrCode | null> {
  try {
    const link = await linkOf(ticket)
    return link === null ? null : await withinTime('QR code of a ticket', QR_MS_MAX, qrCodeOf(link))
  } catch (fault) {
    onFault('QR code of a ticket', fault)
    return null
  }
}

type Printed = Awaited<ReturnType<Printer['print']>>

function note(replica: Replica, { id: ticket, head }: Ticket, copy: number, printed: Printed) {
  const place = { actor: null, ticket, basedOn: head }
  return replica.act<never>(() =>
    printed.kind === 'printed'
      ? ok({ ...place, type: 'ticket.printed.v1', copy })
      : ok({ ...place, type: 'ticket.print_failed.v1', reason: printed.reason }),
  )
}

function ticketOf(replica: Replica, id: TicketId): Ticket {
  const ticket = replica.queue.tickets.get(id)
  if (!ticket) throw new Error(`no ticket ${id}`)
  return ticket
}
