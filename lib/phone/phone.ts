import * as z from 'zod/mini'
import { Language } from '@/lib/domain/ids'
import { PhoneTicket } from '@/lib/protocol/phone'
import { isNewCall } from './new-call'
import { HAS_A_TURN, type PhoneShown, phoneView } from './phone-view'
import { beep, enableSound, isSoundOn } from './sound'
import { wordsIn } from './words'

/**
 * The page by which a citizen follows his ticket. A script by itself, without a framework: it is loaded once, on a phone that
 * pays for each kilobyte, and shows one thing.
 */
const path = location.pathname.replace(/\/$/, '')
const root = document.querySelector('main') ?? document.body

type Memory = { readonly ticket: PhoneTicket | null; readonly language: Language | null }
const Memory = z.object({ ticket: z.nullable(PhoneTicket), language: z.nullable(Language) })

/** The last that was known is shown again when the page is opened without a network. */
function remembered(): Memory {
  try {
    const kept = Memory.safeParse(JSON.parse(localStorage.getItem(path) ?? 'null'))
    return kept.success ? kept.data : { ticket: null, language: null }
  } catch {
    // reason: a browser that keeps nothing shows what comes, which is all that it loses
    return { ticket: null, language: null }
  }
}

let memory = remembered()
let state: PhoneShown['state'] = 'loading'
let isSure: PhoneShown['isSure'] = 'no'

function remember(change: Partial<Memory>): void {
  memory = { ...memory, ...change }
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('/t/') && key !== path) localStorage.removeItem(key)
    localStorage.setItem(path, JSON.stringify(memory))
  } catch {
    // reason: as above
  }
}

function spokenHere(): Language {
  return navigator.language.startsWith('en') ? 'en' : 'fr'
}

function show(): void {
  const language = memory.language ?? memory.ticket?.language ?? spokenHere()
  document.documentElement.lang = language
  const shown: PhoneShown = { ticket: memory.ticket, state, language, isSure, isSoundOn: isSoundOn() }
  const view = phoneView(shown, wordsIn(language), act)
  document.body.className =
    memory.ticket?.state === 'called' && state !== 'wrong' && state !== 'expired' ? 'called' : ''
  document.title = memory.ticket ? `${memory.ticket.number} · Guichet` : 'Guichet'
  root.replaceChildren(...view)
}

type Action = Parameters<Parameters<typeof phoneView>[2]>[0]

function act(action: Action): void {
  switch (action) {
    case 'fr':
    case 'en':
      remember({ language: action })
      break
    case 'sound':
      enableSound()
      break
    case 'ask':
    case 'keep':
      isSure = action === 'ask' ? 'asked' : 'no'
      break
    case 'give_up':
      void giveUp()
      break
    default:
      action satisfies never
  }
  show()
  if (action === 'ask') showQuestion()
}

/** It is longer than the button that it comes for: what it asks and both answers are brought into view. */
function showQuestion(): void {
  const question = root.querySelector('.sure')
  question?.scrollIntoView({ block: 'end' })
  question?.querySelector('button')?.focus({ preventScroll: true })
}

async function giveUp(): Promise<void> {
  isSure = 'sending'
  const answer = await fetch(`${path}/give-up`, { method: 'POST' }).catch(() => null)
  isSure = answer?.ok ? 'no' : 'failed'
  show()
}

function take(ticket: PhoneTicket): void {
  const isCalled = isNewCall(memory.ticket, ticket)
  state = 'known'
  remember({ ticket })
  show()
  if (isCalled) alertHolder()
}

function alertHolder(): void {
  // A browser that has not been touched refuses, and says so in its console alone.
  navigator.vibrate?.([600, 200, 600, 200, 600])
  beep()
}

/** What is heard, and when it is tried again: one at a time, or this phone would end another that follows the ticket. */
let source: EventSource | null = null
let nextTry: ReturnType<typeof setTimeout> | undefined
/** The server has said that it tells nothing more. */
let isEnded = false

function leave(): void {
  source?.close()
  clearTimeout(nextTry)
}

/** By itself it comes back after a cut; what the server refused is asked once why. */
function follow(): void {
  leave()
  isEnded = false
  const events = new EventSource(`${path}/events`)
  source = events
  events.addEventListener('ticket', event => {
    const ticket = PhoneTicket.safeParse(JSON.parse(event.data))
    if (ticket.success) take(ticket.data)
  })
  for (const news of ['unknown', 'away'] as const) {
    events.addEventListener(news, () => {
      state = news
      show()
    })
  }
  // Nothing more comes to the ticket, or newer phones follow it: were this one to come back, it would end another one.
  events.addEventListener('end', () => {
    events.close()
    isEnded = true
    if (!isAwaited()) return
    state = 'offline'
    show()
  })
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) void explain(events)
    else if (state !== 'away') {
      state = 'offline'
      show()
    }
  })
}

/** Something is still to come to the ticket, as far as this phone knows. */
function isAwaited(): boolean {
  return memory.ticket !== null && HAS_A_TURN.has(memory.ticket.state)
}

const AGAIN_MS = 10_000

async function explain(refused: EventSource): Promise<void> {
  const answer = await fetch(`${path}/events`, { cache: 'no-store' }).catch(() => null)
  await answer?.body?.cancel()
  if (source !== refused) return
  if (answer?.status === 404) state = 'wrong'
  else if (answer?.status === 410) state = 'expired'
  else {
    state = 'offline'
    nextTry = setTimeout(follow, AGAIN_MS)
  }
  show()
}

show()
follow()
window.addEventListener('pagehide', leave)
window.addEventListener('pageshow', ({ persisted }) => persisted && follow())
// Newer phones took its place, and its holder looks at this one again.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && isEnded && isAwaited()) follow()
})
if ('serviceWorker' in navigator) {
  // Without it the page opens with a network alone.
  navigator.serviceWorker.register('/phone/worker.js', { scope: '/t/' }).catch(() => undefined)
}
