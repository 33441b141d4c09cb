import type { Center } from '@/lib/domain/catalogue'
import { type InstantMs, type Language, TicketNumber } from '@/lib/domain/ids'
import { translatorIn } from '@/lib/i18n/translator'
import type { Paper } from './printer'
import { qrCodeOf } from './qr-code'

/** As wide as a number gets on a usual day. Digit 0 is no kiosk's: nobody holds this ticket. */
const NUMBER = TicketNumber.parse('A000')

/** Where a real link would be, and as long as one. */
const LINK_OF_NOBODY = `/t/${'0'.repeat(43)}`

type TestPaperParts = {
  readonly center: Center
  readonly language: Language
  readonly kioskLabel: string
  readonly now: InstantMs
  /** Of the web app, as phones reach it. */
  readonly origin: string
}

/** All that a ticket has, and says that it is none: for staff who try the printer. No event tells of it. */
export async function testPaper({ center, language, kioskLabel, now, origin }: TestPaperParts): Promise<Paper> {
  return {
    ...{ center, language, kioskLabel, number: NUMBER, copy: 1, isTest: true },
    service: { nameFr: translatorIn('fr')('ticket.testService'), nameEn: translatorIn('en')('ticket.testService') },
    ...{ checkedInAt: now, toldAt: now, outlook: { kind: 'no_turn' }, isVulnerable: true },
    ...{ code: null, offline: false, qr: await qrCodeOf(`${origin}${LINK_OF_NOBODY}`) },
  }
}
