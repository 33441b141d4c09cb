import { ServiceDay } from '@/lib/domain/ids'
import { inBoth, KIOSK, type Scene, SMALL_KIOSK, steps, type View, WIDE_KIOSK } from './scene'

/** What a kiosk says of a code that it looks up. */

const DAY = ServiceDay.parse('2026-03-18')
const OTHER = { nameFr: 'Centre d’identification de Douala', nameEn: 'Douala identification centre' }

const CODES: readonly View[] = [
  { name: 'looked up', shown: { step: 'checking' } },
  { name: 'not found', shown: { step: 'code', refusal: { kind: 'unknown_code' } } },
  { name: 'card not ready', shown: { step: 'code', refusal: { kind: 'card_not_ready', from: DAY } } },
  { name: 'another centre', shown: { step: 'code', refusal: { kind: 'wrong_center', center: OTHER } } },
  { name: 'another day', shown: { step: 'code', refusal: { kind: 'wrong_day', day: DAY } } },
  { name: 'has a ticket', shown: { step: 'has_ticket' } },
  { name: 'checked at the station', shown: { step: 'confirm_later', isOffline: true } },
]

export const KIOSK_CODES: readonly Scene[] = [
  ...inBoth(language => [steps(language, KIOSK, CODES)]),
  steps('fr', WIDE_KIOSK, CODES),
  steps('en', SMALL_KIOSK, CODES),
].map(scene => ({ ...scene, sheet: 'kiosk-codes' }))
