import { outlookOf } from '@/lib/client/outlook'
import type { Paper } from '@/lib/client/printer'
import { Center } from '@/lib/domain/catalogue'
import { PreEnrollmentCode, TicketNumber } from '@/lib/domain/ids'

export const NOON = Date.parse('2026-03-02T11:00:00Z')

export const PAPER_CENTER = Center.parse({
  ...{ id: 1, code: 'YDE', timeZone: 'Africa/Douala', opensAt: '07:30', closesAt: '15:30' },
  ...{ nameFr: 'Centre d’identification de Yaoundé', nameEn: 'Yaoundé identification centre' },
})

/** A ticket at its usual; the QR code is left out. */
export function paperOf(number: string, other: Partial<Paper> = {}): Paper {
  return {
    ...{ center: PAPER_CENTER, number: TicketNumber.parse(number), language: 'fr', copy: 1, isVulnerable: false },
    service: { nameFr: 'Retrait de la carte', nameEn: 'Card collection' },
    ...{ checkedInAt: NOON, toldAt: NOON, code: PreEnrollmentCode.parse('CNI2025001234') },
    ...{ kioskLabel: 'Borne de l’entrée', qr: null, offline: false },
    outlook: outlookOf(
      {
        ...{ wait: { kind: 'range', fromMinutes: 20, toMinutes: 40 }, ahead: 12, station: null },
        ...{ closing: 'ordinary', isServed: true, raw: null },
      },
      [],
    ),
    ...other,
  }
}
