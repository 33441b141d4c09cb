import type { Language } from '@/lib/domain/ids'
import { spokenTime } from '@/lib/i18n/formats'
import type { PhoneState, PhoneTicket } from '@/lib/protocol/phone'
import { type Child, element } from './element'
import type { Words } from './words'

/** What the page knows. */
export type PhoneShown = {
  /** The last that was heard; null before anything was. */
  readonly ticket: PhoneTicket | null
  readonly state: 'loading' | 'known' | 'unknown' | 'away' | 'offline' | 'wrong' | 'expired'
  readonly language: Language
  /** Of giving up. */
  readonly isSure: 'no' | 'asked' | 'sending' | 'failed'
  readonly isSoundOn: boolean
}

type Act = (action: 'fr' | 'en' | 'sound' | 'ask' | 'keep' | 'give_up') => void

/** Everything on the page, top to bottom. */
export function phoneView(shown: PhoneShown, words: Words, act: Act): HTMLElement[] {
  const { ticket, state } = shown
  if (state === 'wrong' || state === 'expired')
    return [languages(shown, words, act), message(words(state), words(`${state}Next`))]
  if (!ticket) {
    const isUnknown = state === 'unknown'
    const said = isUnknown ? message(words('unknown'), words('unknownNext')) : message(words(waitingFor(state)), null)
    return [languages(shown, words, act), said]
  }
  return [
    languages(shown, words, act),
    element(
      'section',
      { class: 'ticket' },
      element('p', { class: 'place' }, inLanguage(shown.language, ticket.centerFr, ticket.centerEn)),
      element('p', { class: 'label' }, words('number')),
      element('p', { class: 'number' }, ticket.number),
      element('p', { class: 'service' }, inLanguage(shown.language, ticket.serviceFr, ticket.serviceEn)),
    ),
    element(
      'section',
      { class: 'state', role: 'status', 'aria-live': 'assertive' },
      ...stateLines(ticket, shown.language, words),
    ),
    link(shown, ticket, words),
    ...actions(shown, ticket, words, act),
  ]
}

function waitingFor(state: PhoneShown['state']): 'away' | 'offline' | 'loading' {
  return state === 'away' || state === 'offline' ? state : 'loading'
}

function inLanguage(language: Language, french: string, english: string): string {
  return language === 'fr' ? french : english
}

function languages({ language }: PhoneShown, words: Words, act: Act): HTMLElement {
  const button = (of: Language, name: string) =>
    element('button', { type: 'button', lang: of, 'aria-pressed': of === language, onPress: () => act(of) }, name)
  return element(
    'nav',
    { class: 'languages', 'aria-label': words('language') },
    button('fr', 'Français'),
    button('en', 'English'),
  )
}

function message(title: string, next: string | null): HTMLElement {
  return element(
    'section',
    { class: 'message', role: 'status' },
    element('h1', {}, title),
    next && element('p', {}, next),
  )
}

/** Where he is, in words, and what he does next. */
function stateLines(ticket: PhoneTicket, language: Language, words: Words): Child[] {
  const { state, station, calls } = ticket
  const step = stepLine(ticket, language, words)
  const title = (text: string) => element('h1', {}, text)
  const line = (text: string) => element('p', {}, text)
  switch (state) {
    case 'waiting':
      return [
        title(words('waiting')),
        missedLine(ticket, language, words),
        ...sentOnLines(ticket, words),
        step,
        ...waitingLines(ticket, words),
      ]
    case 'called':
      return [
        title(words('called')),
        station && element('p', { class: 'go' }, words('goTo', { station })),
        calls > 1 ? line(words('calledAgain', { calls })) : null,
        step,
        line(words('absence')),
      ]
    case 'serving':
      return [title(station ? words('serving', { station }) : words('servingSomewhere')), step]
    case 'paused':
      return [title(words('paused')), line(words(ticket.pausedFor === 'center' ? 'pausedByCenter' : 'pausedNext'))]
    case 'completed':
    case 'no_show':
    case 'closed':
      return [title(words(state)), line(words(`${state}Next`))]
    default:
      return state satisfies never
  }
}

/** He may still be outside, and reads here why he is not the next. */
function missedLine({ heldUntil, timeZone }: PhoneTicket, language: Language, words: Words): Child {
  if (heldUntil === null) return null
  return element('p', { class: 'step' }, words('missed', { time: spokenTime(heldUntil, language, timeZone) }))
}

/** He has sat before an agent, and waits once more: what of his ticket still holds, and where he will go. */
function sentOnLines({ sentOn, sentTo }: PhoneTicket, words: Words): Child[] {
  return [
    sentTo === null ? null : element('p', { class: 'ahead' }, words('sentTo', { station: sentTo })),
    sentOn ? element('p', {}, words('sentOn')) : null,
  ]
}

function stepLine({ step, state }: PhoneTicket, language: Language, words: Words): Child {
  if (!step) return null
  const { no, count } = step
  const name = inLanguage(language, step.fr, step.en)
  return element('p', { class: 'step' }, words(state === 'serving' ? 'stepNow' : 'stepNext', { name, no, count }))
}

function waitingLines({ ahead, fromMinutes, toMinutes, station, sentTo }: PhoneTicket, words: Words): Child[] {
  return [
    ahead === null
      ? null
      : element(
          'p',
          { class: 'ahead' },
          words('ahead', { count: ahead }),
          ' ',
          element('small', {}, words(fromMinutes === null ? 'mayChangeInLine' : 'mayChange')),
        ),
    element('p', { class: 'wait' }, waitText(fromMinutes, toMinutes, words)),
    sentTo ? null : station && element('p', {}, words('station', { station })),
    element('p', {}, words('stay')),
    element('p', {}, words('absence')),
  ]
}

function waitText(from: number | null, to: number | null, words: Words): string {
  if (from === null || to === null) return words('waitUnknown')
  return from === 0 ? words('waitUpTo', { to }) : words('wait', { from, to })
}

/** How old this is, and whether more can come. */
function link({ state, language }: PhoneShown, { asOf, timeZone }: PhoneTicket, words: Words): HTMLElement {
  const trouble =
    state === 'away' || state === 'offline' || state === 'unknown' ? words(state === 'unknown' ? 'away' : state) : null
  return element(
    'p',
    { class: trouble ? 'link cut' : 'link', role: trouble ? 'alert' : null },
    trouble && `${trouble} `,
    words('asOf', { time: spokenTime(asOf, language, timeZone) }),
  )
}

/** Something is still to come to it, which its holder should not miss. */
export const HAS_A_TURN: ReadonlySet<PhoneState> = new Set(['waiting', 'called', 'paused'])

function actions({ isSure, isSoundOn, state }: PhoneShown, ticket: PhoneTicket, words: Words, act: Act): HTMLElement[] {
  if (!HAS_A_TURN.has(ticket.state)) return []
  const button = (style: string, text: string, action: Parameters<Act>[0]) =>
    element(
      'button',
      { type: 'button', class: style, disabled: isSure === 'sending' ? '' : null, onPress: () => act(action) },
      text,
    )
  const sound = isSoundOn
    ? element('p', { class: 'sound' }, words('soundOn'))
    : button('sound', words('sound'), 'sound')
  if (isSure === 'asked' || isSure === 'sending')
    return [
      element(
        'section',
        { class: 'sure', role: 'alertdialog', 'aria-label': words('giveUpSure') },
        element('h2', {}, words('giveUpSure')),
        element('p', {}, words('giveUpHelp')),
        button('keep', words('giveUpNo'), 'keep'),
        button('danger', words('giveUpYes'), 'give_up'),
      ),
    ]
  const failed = isSure === 'failed' ? element('p', { class: 'link cut', role: 'alert' }, words('giveUpFailed')) : null
  const giveUp = state === 'known' ? button('quiet', words('giveUp'), 'ask') : null
  return [sound, failed, giveUp].filter(each => each !== null)
}
