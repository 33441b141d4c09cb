import { expect, test } from 'vitest'
import { type CodeFacts, type CodeVerdict, codeVerdict } from './code-check'
import { ServiceDay, ServiceId } from './ids'

const TODAY = ServiceDay.parse('2026-03-02')
const [BEFORE, TOMORROW] = [ServiceDay.parse('2026-02-27'), ServiceDay.parse('2026-03-03')]

const NOTHING: CodeFacts = {
  ...{ status: null, serviceType: null, centerCode: null },
  ...{ appointmentDay: null, collectionFrom: null },
}
const DOUALA = { nameFr: 'Centre de Douala', nameEn: 'Douala Centre' }
const SERVICES = (['COLLECTION', 'NEW_APP', 'RENEWAL', 'CORRECTION'] as const).map((code, index) => ({
  ...{ id: ServiceId.parse(index + 1), code, active: code !== 'CORRECTION' },
}))

/** At YDE1 today: the code of the service, why there is no ticket, or what is not known. */
function said(facts: Partial<CodeFacts>, namedCenter: typeof DOUALA | null = null): string {
  const place = { centerCode: 'YDE1', services: SERVICES, namedCenter, today: TODAY }
  return words(codeVerdict({ ...NOTHING, ...facts }, place))
}

function words(verdict: CodeVerdict): string {
  switch (verdict.kind) {
    case 'known':
      return SERVICES.find(({ id }) => id === verdict.service)?.code ?? 'asked'
    case 'card_not_ready':
      return `not ready, ${verdict.from ?? 'no day'}`
    case 'wrong_center':
      return `wrong center, ${verdict.center?.nameEn ?? 'no name'}`
    case 'wrong_day':
      return `wrong day, ${verdict.day}`
    default:
      return verdict.kind
  }
}

const made = { status: 'biometrics_complete', serviceType: 'NEW_APPLICATION' }
const ready = { status: 'ready_for_collection', serviceType: 'RENEWAL' }

test.each<[Partial<CodeFacts>, string, string]>([
  // what IDCAM says                                    the kiosk                    why
  [{}, 'asked', 'what is not told sends nobody away'],
  [{ status: 'ready_for_biometrics', serviceType: 'NEW_APPLICATION' }, 'NEW_APP', 'the seed’s own word'],
  [{ serviceType: 'RENEWAL' }, 'RENEWAL', 'what the application is for'],
  [{ serviceType: 'UNKNOWN' }, 'asked', 'a word that we do not have'],
  [{ serviceType: 'CORRECTION' }, 'asked', 'nobody does that here'],
  [{ status: 'in_review', serviceType: 'RENEWAL' }, 'RENEWAL', 'a status that we do not know says nothing'],
  [ready, 'COLLECTION', 'a card that is ready is fetched'],
  [{ ...ready, collectionFrom: TODAY }, 'COLLECTION', 'from today on'],
  [{ ...ready, collectionFrom: TOMORROW }, 'not ready, 2026-03-03', 'from tomorrow on'],
  [made, 'not ready, no day', 'it is being made'],
  [{ ...made, collectionFrom: TOMORROW }, 'not ready, 2026-03-03', 'and the day is known'],
  [{ ...made, collectionFrom: BEFORE }, 'NEW_APP', 'the day that he was told has come: staff look'],
  [{ serviceType: 'COLLECTION', collectionFrom: TOMORROW }, 'not ready, 2026-03-03', 'he comes for it'],
  [{ serviceType: 'COLLECTION' }, 'COLLECTION', 'nobody says that it is not ready'],
  [
    { status: 'ready_for_biometrics', collectionFrom: TOMORROW },
    'asked',
    'his card is later; he comes for something else',
  ],
  [{ centerCode: 'YDE1' }, 'asked', 'here'],
  [{ centerCode: 'DLA1' }, 'wrong center, no name', 'a center that we do not know'],
  [{ appointmentDay: TODAY }, 'asked', 'today'],
  [{ appointmentDay: TOMORROW }, 'wrong day, 2026-03-03', 'he comes too early'],
  [{ appointmentDay: BEFORE }, 'asked', 'who has missed his day waits like everybody'],
  [{ ...made, centerCode: 'DLA1' }, 'not ready, no day', 'he need not travel for a card that is not there'],
  [{ centerCode: 'DLA1', appointmentDay: TOMORROW }, 'wrong center, no name', 'the day is one of that center'],
])('[IDCAM-2] %j -> %s: %s', (facts, expected) => {
  expect(said(facts)).toBe(expected)
})

test('[IDCAM-2] another center is called by its name where it is one of ours', () => {
  expect(said({ centerCode: 'DLA1' }, DOUALA)).toBe('wrong center, Douala Centre')
})

test('[IDCAM-2] a code that IDCAM does not have, and an IDCAM that says nothing', () => {
  const place = { centerCode: 'YDE1', services: SERVICES, namedCenter: null, today: TODAY }
  expect(codeVerdict('unknown_code', place)).toEqual({ kind: 'unknown_code' })
  expect(codeVerdict(null, place)).toEqual({ kind: 'unavailable' })
})
