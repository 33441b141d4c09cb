import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { auditEn } from '@/lib/i18n/admin-audit-en'
import { auditFr } from '@/lib/i18n/admin-audit-fr'
import { type AuditNames, changesOf, destinationOf } from './audit-values'

const NAMES: AuditNames = {
  services: new Map([
    [1, { fr: 'Retrait', en: 'Collection', steps: [{ fr: 'Dossier', en: 'Documents' }] }],
    [2, { fr: 'Nouvelle demande', en: 'New application' }],
  ]),
  stations: new Map([[7, '3']]),
  agents: new Map([[4, { name: 'Ada Eto', employeeId: 'AG-004' }]]),
  devices: new Map(),
}
const words = (language: 'fr' | 'en') => ({
  ...{ language, yes: 'oui', no: 'non', nothing: 'rien', names: NAMES },
  field: (name: string) => name.toUpperCase(),
  option: (field: string, value: string) => (field === 'surface' && value === 'agent' ? 'tablette' : undefined),
  instant: (at: number) => `t${at}`,
})

const HOURS = { opensAt: '07:30', closesAt: '15:30' }

test.each<[what: string, before: unknown, after: unknown, expected: readonly (string | null)[][]]>([
  ['the fields that differ, and no other', { name: 'A', code: 'X' }, { name: 'B', code: 'X' }, [['NAME', 'A', 'B']]],
  ['nothing, when nothing differs', { services: [1] }, { services: [1] }, []],
  [
    'all fields of what is new',
    null,
    { label: 'Borne 3', active: true },
    [
      ['LABEL', null, 'Borne 3'],
      ['ACTIVE', null, 'oui'],
    ],
  ],
  ['all fields of what is no more', { label: 'Borne 3' }, null, [['LABEL', 'Borne 3', null]]],
  [
    'names and no ids',
    { services: [1], usualStation: 7 },
    { services: [2, 1], usualStation: null },
    [
      ['SERVICES', 'Retrait', 'Nouvelle demande, Retrait'],
      ['USUALSTATION', '3', 'rien'],
    ],
  ],
  ['an id without a name as it is', { services: [] }, { services: [9] }, [['SERVICES', 'rien', '9']]],
  [
    'hours as hours',
    { weeklyHours: [HOURS, null] },
    { weeklyHours: null },
    [['WEEKLYHOURS', '07:30–15:30, rien', 'rien']],
  ],
  [
    'what is inside of a field by its name',
    { thresholds: {} },
    { thresholds: { waitTargetMinutes: 45 } },
    [['THRESHOLDS', 'rien', 'WAITTARGETMINUTES 45']],
  ],
  ['a field that came later', {}, { location: 'Hall' }, [['LOCATION', 'rien', 'Hall']]],
  [
    'the words for the program’s own, and no empty field of what is new',
    null,
    { surface: 'agent', issuerDigit: null },
    [['SURFACE', null, 'tablette']],
  ],
  [
    'days and moments as such',
    { from: '2026-03-02', startsAt: null },
    { from: '2026-03-09', startsAt: 5 },
    [
      ['FROM', '02/03/2026', '09/03/2026'],
      ['STARTSAT', 'rien', 't5'],
    ],
  ],
  [
    'holidays by their day and name',
    { holidays: [] },
    { holidays: [{ day: '2026-05-20', nameFr: 'Fête', nameEn: 'Feast' }] },
    [['HOLIDAYS', 'rien', '20/05/2026 Fête']],
  ],
  [
    'a ticket’s way by the names of stations, people and steps',
    { service: 1, step: 1, station: 7, agent: null },
    { service: 2, step: 2, station: null, agent: 4 },
    [
      ['SERVICE', 'Retrait', 'Nouvelle demande'],
      ['STEP', '1 (Dossier)', '2'],
      ['STATION', '3', 'rien'],
      ['AGENT', 'rien', 'Ada Eto'],
    ],
  ],
  ['nothing of what is no object', 'x', [1], []],
])('[AUDIT-10] a change is told as %s', (_what, before, after, expected) => {
  const told = changesOf(before, after, words('fr'))
  expect(told.map(({ field, before: was, after: is }) => [field, was, is])).toEqual(expected)
})

test('[AUDIT-10] texts of both languages are told in the one that is read', () => {
  const [told] = changesOf({ steps: [] }, { steps: [{ fr: 'Photo', en: 'Picture' }] }, words('en'))
  expect(told?.after).toBe('Picture')
})

test.each<[object, french: string, english: string]>([
  [{}, 'Transfère A101 vers Retrait.', 'Transfers A101 to Collection.'],
  [{ step: 1 }, 'Envoie A101 à l’étape 2 de sa visite : Retrait.', 'Sends A101 on to step 2 of the visit: Collection.'],
  [{ station: 7 }, 'Transfère A101 au guichet 3 : Retrait.', 'Transfers A101 to station 3: Collection.'],
  [{ agent: 4, step: 1 }, 'Transfère A101 à Ada : Retrait.', 'Transfers A101 to Ada: Collection.'],
  [
    { station: 7, agent: 4 },
    'Transfère A101 à Ada, au guichet 3 : Retrait.',
    'Transfers A101 to Ada at station 3: Collection.',
  ],
])('[AUDIT-10] a transfer says where it leads: %o', (says, french, english) => {
  const to = destinationOf({ service: 1, ...says })
  const values = { to, number: 'A101', station: '3', colleague: 'Ada', step: '2' }
  const [fr, en] = [
    createTranslator({ locale: 'fr', messages: auditFr })('event.ticket_transferred', {
      ...values,
      service: 'Retrait',
    }),
    createTranslator({ locale: 'en', messages: auditEn })('event.ticket_transferred', {
      ...values,
      service: 'Collection',
    }),
  ]
  expect([fr, en]).toEqual([french, english])
})
