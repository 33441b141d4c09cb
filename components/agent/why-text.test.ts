import { describe, expect, test } from 'vitest'
import type { DisciplineName } from '@/lib/domain/catalogue'
import type { EngineConfig } from '@/lib/domain/engine/model'
import type { WhyNot } from '@/lib/domain/engine/why-not'
import type { Called } from '@/lib/domain/events'
import { day, MORNING, queueOf, ticketOf } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'
import { agentWords, plainSpaces } from '@/tests/support/words'
import { type CalledTicket, whyLines, whyNotText } from './why-text'

const FRENCH = agentWords('fr')
const ENGLISH = agentWords('en')

/** Why the one ticket at station 1 was called, had its call said so. */
function called(script: string, said: Partial<Called>): { ticket: CalledTicket; rules: EngineConfig } {
  const queue = queueOf(day(script).events)
  const ticket = queue.tickets.get(ticketOf('A101'))
  if (!ticket || !('call' in ticket)) throw new Error('A101 was not called')
  return { ticket: { ...ticket, call: { ...ticket.call, ...said } }, rules: schedulingIn(queue).config }
}

/** 36 minutes of the 45 that are promised. */
const WAITED = 'A101 1( ~36m 1>A101'
const PROMISE: Partial<Called> = { why: 'promise_used', share: 80 }
const A052 = ticketOf('A152')

test.each<[string, string, Partial<Called>, readonly string[], readonly string[]]>([
  [
    'the promise decided',
    WAITED,
    { ...PROMISE, runnerUp: A052, runnerUpShare: 66 },
    ['A101 : 36 min attendues sur 45 promises (80 %).', 'Ensuite : A152 (66 %).'],
    ['A101: waited 36 of 45 promised minutes (80%).', 'Next: A152 (66%).'],
  ],
  [
    'a head start counts, and nobody reads why he has it',
    'A101v 1( ~21m 1>A101',
    PROMISE,
    ['A101 : 36 min comptées sur 45 promises (80 %).', 'Dont 15 min d’avance.'],
    ['A101: 36 of 45 promised minutes counted (80%).', 'Including a head start of 15 min.'],
  ],
  [
    'an appointment, whose credit is not his wait, has its share alone',
    'A101 1( ~10m 1>A101',
    PROMISE,
    ['A101 : 80 % de l’attente promise.'],
    ['A101: 80% of the promised wait.'],
  ],
  [
    'all that may hold beside it, with the versions',
    WAITED,
    { ...PROMISE, laneSpent: 1, heldByWindow: 1, heldElsewhere: 4, engine: 1, config: 7, considered: 24 },
    [
      'A101 : 36 min attendues sur 45 promises (80 %).',
      'Une urgence attend : après 2 de suite, un usager en retard passe d’abord.',
      '1 ticket ne pouvait pas passer : quelqu’un attend depuis bien plus longtemps.',
      '4 tickets reviennent à un guichet hors de portée.',
      'Règles du centre, version 7. Programme, version 1. 24 tickets comparés.',
    ],
    [
      'A101: waited 36 of 45 promised minutes (80%).',
      'An emergency waits: after 2 in a row, somebody overdue goes first.',
      '1 ticket could not pass: somebody has waited far longer.',
      '4 tickets belong to a station out of reach.',
      'Rules of the centre, version 7. Program, version 1. 24 tickets compared.',
    ],
  ],
  [
    'an emergency, at a center that has chosen no rules',
    'A101 A101e 1( 1>A101',
    { why: 'emergency_lane', engine: 1, config: 0, considered: 1 },
    ['A101 : une urgence. Elle passe d’abord.', 'Règles par défaut. Programme, version 1. 1 ticket comparé.'],
    ['A101: an emergency. It goes first.', 'Default rules. Program, version 1. 1 ticket compared.'],
  ],
  [
    'of the side that is out of reach',
    WAITED,
    { why: 'foreign_tail' },
    ['A101 : plus personne pour vous seul. Vous aidez un guichet hors de portée, par la fin de sa file.'],
    ['A101: nobody waits for you alone. You help a station out of reach, from the end of its queue.'],
  ],
  [
    'by rules that this tablet does not know',
    WAITED,
    { why: 'discipline_order', config: 9, runnerUp: A052, runnerUpShare: 66 },
    ['A101 : premier selon la règle du centre.', 'Ensuite : A152.'],
    ['A101: first by the rule of the centre.', 'Next: A152.'],
  ],
  [
    'out of order',
    WAITED,
    { override: 'citizen_returned' },
    ['A101 : appelé hors ordre. Motif : L’usager est revenu.'],
    ['A101: called out of order. Reason: The citizen has come back.'],
  ],
  [
    'by an older program',
    WAITED,
    {},
    ['A101 : raison inconnue, l’appel vient d’un programme plus ancien.'],
    ['A101: reason unknown, since an older program called.'],
  ],
])('[CALL-11] why this ticket: %s', (_case, script, said, french, english) => {
  const { ticket, rules } = called(script, said)
  expect(whyLines(FRENCH, ticket, rules).map(plainSpaces)).toEqual(french)
  expect(whyLines(ENGLISH, ticket, rules)).toEqual(english)
})

test.each<[DisciplineName, string, string]>([
  ['strict_priority', 'priorité stricte', 'strict priority'],
  ['ratio', 'retard sur la promesse', 'delay against the promise'],
  ['accumulating_priority', 'priorité qui monte', 'growing priority'],
  ['fifo', 'ordre d’arrivée', 'order of arrival'],
])('[CALL-11] the discipline %s has a name', (discipline, french, english) => {
  const { ticket, rules } = called(WAITED, { why: 'discipline_order' })
  const by: EngineConfig = { ...rules, discipline, version: 3 }
  const said = { ...ticket, call: { ...ticket.call, config: 3, engine: null } }
  expect(whyLines(FRENCH, said, by).map(plainSpaces)).toEqual([
    `A101 : premier selon la règle du centre, « ${french} ».`,
  ])
  expect(whyLines(ENGLISH, said, by)).toEqual([`A101: first by the rule of the centre, “${english}”.`])
})

describe('why not this one', () => {
  const { ticket, rules } = called(WAITED, {})
  const told = (answer: WhyNot, discipline: DisciplineName = 'hybrid') =>
    [FRENCH, ENGLISH].map(t =>
      plainSpaces(whyNotText(t, answer, { ticket, rules: { ...rules, discipline }, timeZone: 'Africa/Douala' })),
    )
  const smaller = { code: 'smaller_index', next: A052, index: 30, nextIndex: 80 } as const

  test.each<[WhyNot, string, string]>([
    [{ code: 'is_next' }, 'A101 est le prochain que vous appellerez.', 'A101 is the next one that you will call.'],
    [{ code: 'not_waiting' }, 'A101 n’attend plus.', 'A101 waits no more.'],
    [
      { code: 'no_such_agent' },
      'Votre guichet est fermé : ouvrez-le d’abord.',
      'Your station is closed: open it first.',
    ],
    [
      { code: 'service_not_served' },
      'Vous ne servez pas son service à ce guichet.',
      'You do not serve its service at this station.',
    ],
    [
      { code: 'sent_elsewhere' },
      'Envoyé à un autre agent ou guichet, qui est là pour le prendre.',
      'Sent to another agent or station, who is there to take it.',
    ],
    [
      { code: 'transferred_by_him' },
      'Vous l’avez transféré : un autre agent le prendra.',
      'You transferred it: another agent will take it.',
    ],
    [
      { code: 'held', until: MORNING + 5 * 60_000 },
      'Absent à l’appel : il peut être rappelé à partir de 08:05.',
      'Did not come when called: may be called again from 08:05.',
    ],
    [
      { code: 'belongs_elsewhere' },
      'Il revient à un guichet hors de portée, pour que deux guichets ne l’appellent pas.',
      'It belongs to a station out of reach, so that two stations do not call it.',
    ],
    [
      { code: 'emergency_first', next: A052 },
      'A152 passe d’abord : c’est une urgence.',
      'A152 goes first: it is an emergency.',
    ],
    [
      { code: 'lane_spent', next: A052, run: 2 },
      'A152 est en retard sur sa promesse : après 2 urgences de suite, il passe d’abord.',
      'A152 is overdue: after 2 emergencies in a row, it goes first.',
    ],
    [
      { code: 'window', oldest: A052, aheadMs: 100 * 60_000, capMs: 90 * 60_000 },
      'A152 attend depuis 100 min de plus. Au-delà de 90 min, ce genre de ticket ne passe plus devant.',
      'A152 has waited 100 min longer. Beyond 90 min a ticket of this kind may not pass.',
    ],
    [
      smaller,
      'A152 passe d’abord : 80 points contre 30. Les points montent avec l’attente, plus vite quand elle est promise courte.',
      'A152 goes first: 80 points against 30. Points grow with the wait, faster where a short one was promised.',
    ],
    [
      { ...smaller, index: -5 },
      'A152 passe d’abord : l’heure de ce rendez-vous n’est pas venue.',
      'A152 goes first: the time of this appointment has not come.',
    ],
  ])('[CALL-11] %j', (answer, french, english) => {
    expect(told(answer)).toEqual([french, english])
  })

  test('[CALL-11] by another discipline than the hybrid there are no points, but a rule with a name', () => {
    expect(told(smaller, 'fifo')).toEqual([
      'A152 passe d’abord selon la règle du centre, « ordre d’arrivée ».',
      'A152 goes first by the rule of the centre, “order of arrival”.',
    ])
  })
})
