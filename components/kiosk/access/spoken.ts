import type { KioskRefusal, TicketGiven } from '@/lib/client/kiosk-desk'
import { type ClipName, promptClip, type Sound } from '@/lib/domain/clips'
import { PROMPT_NAMES, type PromptName } from '@/lib/domain/clips-prompts'
import { spokenCount, spokenSign, spokenTicket } from '@/lib/domain/clips-spoken'
import type { DurationMs, Language } from '@/lib/domain/ids'
import type { DoorRefusal } from '@/lib/domain/opening'
import { missingDigits } from '../code-entry'
import type { KioskState, Refused } from '../kiosk-flow'

/** Between two sentences. */
const BREATH_MS: DurationMs = 350
/** Within one. */
const WORD_MS: DurationMs = 60

/** What a kiosk shows, as far as it is spoken of. */
export type Moment = {
  readonly state: KioskState
  /** The warning is up that everything will be cleared. */
  readonly isWarned: boolean
  /** Why nobody gets a ticket now. */
  readonly door: DoorRefusal | null
}

export type Speech = {
  readonly sound: Sound
  /** Another screen, or what was over it has gone: the choice begins anew, and its name is said after this. */
  readonly isScreen: boolean
}

/**
 * What the accessibility mode says when one moment follows another; null when nothing is to be said. Never the code, nor a
 * digit of it: there may be no headphones, and a hall listens.
 */
export function speechOn(before: Moment, after: Moment): Speech | null {
  const [was, is] = [before.state, after.state]
  const { language } = is
  if (!is.isAccessible) return was.isAccessible ? aside([promptClip(was.language, endOf(before, after))]) : null
  if (!was.isAccessible) return screen([promptClip(language, 'accessibility_on'), BREATH_MS, ...screenSound(after)])
  if (after.isWarned) return before.isWarned ? null : aside(['reminder', promptClip(language, 'idle_warning')])
  const isOther = was.step !== is.step || was.language !== language || before.door !== after.door
  if (isOther || before.isWarned || refusalIn(was) !== refusalIn(is))
    // The ticket that was just pressed keeps the focus, and needs no name again.
    return is.step === 'issuing' ? aside(screenSound(after)) : screen(screenSound(after))
  if (was.isVulnerable !== is.isVulnerable)
    return aside([promptClip(language, is.isVulnerable ? 'choice_priority_asked' : 'choice_priority_not_asked')])
  return missingDigits(was.entry) === missingDigits(is.entry) ? null : aside(['accepted'])
}

/** The name of a control, from what stands at it; null when it has none that is recorded. */
export function nameSound(name: string | undefined, language: Language): ClipName | null {
  const known = PROMPT_NAMES.find(prompt => prompt === name)
  if (known) return promptClip(language, known)
  return name?.startsWith('service_') ? promptClip(language, 'choice_service') : null
}

export function withName(sound: Sound, name: ClipName | null): Sound {
  return name === null ? sound : [...sound, BREATH_MS, name]
}

function endOf(before: Moment, { state }: Moment): PromptName {
  return before.state.step !== state.step && before.isWarned ? 'cleared' : 'accessibility_off'
}

function screen(sound: Sound): Speech {
  return { sound, isScreen: true }
}

function aside(sound: Sound): Speech {
  return { sound, isScreen: false }
}

function refusalIn(state: KioskState): Refused | null {
  return state.step === 'refused' ? state.refusal : null
}

function screenSound({ state, door }: Moment): Sound {
  const { language } = state
  switch (state.step) {
    case 'welcome':
      return [promptClip(language, door === null ? 'welcome' : refusalPrompt(door))]
    case 'ticket':
      return ticketSound(state.given, language)
    case 'refused':
      return refusalSound(state.refusal, language)
    case 'checking':
      // Mostly it is over before a word would be.
      return ['accepted']
    case 'confirm':
      return confirmSound(state, language)
    default:
      return [promptClip(language, state.step)]
  }
}

/** What stands beside the code is said first: then comes what to press. */
function confirmSound({ word, held }: Extract<KioskState, { step: 'confirm' | 'issuing' }>, language: Language): Sound {
  const confirm = promptClip(language, 'confirm')
  if (word === 'later') return [promptClip(language, 'code_checked_later'), BREATH_MS, confirm]
  return held !== null ? [promptClip(language, 'has_ticket'), BREATH_MS, confirm] : [confirm]
}

/** Days and places are on the screen alone: of them the reception is asked. */
function refusalSound(refusal: Refused, language: Language): Sound {
  if (typeof refusal === 'string') return [promptClip(language, refusalPrompt(refusal))]
  if (refusal.kind === 'unknown_code') return [promptClip(language, 'refusal_invalid_code')]
  return [promptClip(language, `refusal_${refusal.kind}`), BREATH_MS, promptClip(language, 'staff_called')]
}

/** Of a refusal that nobody has recorded, the next step that is right for all of them. */
function refusalPrompt(refusal: KioskRefusal): PromptName {
  return PROMPT_NAMES.find(name => name === `refusal_${refusal}`) ?? 'staff_called'
}

/** The number is called in the hall anyway: it is said, since who hears this cannot read the paper. */
function ticketSound({ kind, ticket, outlook }: TicketGiven, language: Language): Sound {
  const isPrinted = ticket.print !== 'print_failed'
  const first = kind === 'shown_again' ? 'ticket_again' : isPrinted ? 'ticket' : 'print_failed'
  const number = [promptClip(language, 'your_number'), WORD_MS, ...spokenTicket(ticket.number, language)]
  const without = kind === 'shown_again' && !isPrinted ? [BREATH_MS, promptClip(language, 'print_failed')] : []
  return [promptClip(language, first), ...without, BREATH_MS, ...number, ...turnSound(outlook, language)]
}

function turnSound(outlook: TicketGiven['outlook'], language: Language): Sound {
  if (outlook.kind === 'no_turn') return []
  if (outlook.kind === 'called') {
    const sign = spokenSign(outlook.station.number, language)
    const where: Sound = sign ? [`${language}/station`, WORD_MS, ...sign] : [`${language}/screen`]
    return [BREATH_MS, promptClip(language, 'go_to'), WORD_MS, ...where]
  }
  return [BREATH_MS, ...aheadSound(outlook.ahead, language), BREATH_MS, promptClip(language, 'may_change')]
}

function aheadSound(ahead: number, language: Language): Sound {
  if (ahead === 0) return [promptClip(language, 'nobody_ahead')]
  if (ahead === 1) return [promptClip(language, 'person_ahead')]
  return [promptClip(language, 'people_ahead'), WORD_MS, ...spokenCount(ahead, language)]
}
