import { expect, test } from 'vitest'
import type { AgentId } from '@/lib/domain/ids'
import { KeptStore } from '@/tests/support/kept-store'
import { StaffAccess } from './staff-access'
import { StaffRequests } from './staff-requests'
import { StaffVault } from './staff-vault'

const HOUR = 60 * 60_000
const MORNING = Date.parse('2026-03-02T06:30:00Z')
const PIN = '4862'
const AWA = 1 as AgentId // reason: an id as the catalogue gives it
const BEN = 2 as AgentId // reason: as above

/** One tablet, its store, and a server of which a test says when it answers. */
class Tablet {
  /** What it asked, and in a sitting of whom. */
  readonly asked: string[] = []
  readonly faults: string[] = []
  readonly store = new KeptStore()
  /** Of who signs in, instead of the password that he has. */
  mustChange = false
  #gate: Promise<void> = Promise.resolve()
  readonly access: StaffAccess

  constructor() {
    const onFault = (what: string) => this.faults.push(what)
    const requests = new StaffRequests({
      fetch: (input, init) => this.#answer(String(input), init),
      bearer: () => 'device',
    })
    const vault = new StaffVault(this.store.database, onFault)
    this.access = new StaffAccess({ vault, requests, now: () => MORNING, onFault })
  }

  /** @returns lets the answers come that are on their way. */
  holdAnswers(): () => void {
    let release = () => {}
    this.#gate = new Promise(resolve => {
      release = resolve
    })
    return release
  }

  async #answer(url: string, init: RequestInit | undefined): Promise<Response> {
    const staff = new Headers(init?.headers).get('guichet-staff')
    this.asked.push(`${init?.method} ${url.split('/').at(-1)}${staff ? ` of ${staff}` : ''}`)
    await this.#gate
    if (init?.method === 'DELETE' || url.endsWith('password')) return new Response(null, { status: 204 })
    const agent = String(init?.body).includes('ag-001') ? AWA : BEN
    const times = { serverTime: 0, expiresAt: 12 * HOUR }
    return Response.json({ agent, token: `agent ${agent}`, mustChangePassword: this.mustChange, ...times })
  }

  /** Has signed in before, chosen a PIN, and locked the tablet. */
  async knows(employeeId: string): Promise<void> {
    await this.access.signIn(employeeId, 'quatre pirogues')
    await this.access.choosePin(PIN)
    this.access.lock(null)
  }

  get here(): string {
    const { state } = this.access.view.get()
    return 'agent' in state ? `${state.kind} ${state.agent}` : state.kind
  }
}

async function tablet(): Promise<Tablet> {
  const tablet = new Tablet()
  await tablet.access.start()
  return tablet
}

test('[STAFF-14] a password whose answer comes after the tablet was locked, or somebody else chosen, lets nobody in', async () => {
  const locked = await tablet()
  const release = locked.holdAnswers()
  const late = locked.access.signIn('ag-001', 'quatre pirogues')
  locked.access.lock(null)
  release()
  expect([(await late).ok, locked.here]).toEqual([false, 'locked'])
  expect(locked.asked).toEqual(['POST sign-in', 'DELETE session of agent 1'])
  expect((await locked.access.choosePin(PIN)).ok).toBe(false)

  const shared = await tablet()
  await shared.knows('ag-002')
  const letGo = shared.holdAnswers()
  const other = shared.access.signIn('ag-001', 'quatre pirogues')
  shared.access.abandon()
  await shared.access.unlock(BEN, PIN, true)
  letGo()
  await other
  expect([shared.here, shared.asked.at(-1)]).toEqual(['open 2', 'DELETE session of agent 1'])
})

test('[STAFF-15] people of whom the store holds something else are forgotten, told as a fault, and kept anew', async () => {
  const damaged = new Tablet()
  damaged.store.rows.set('staff', { tabletKey: 'not a key', people: [{ agent: AWA }] })
  await damaged.access.start()
  expect([damaged.access.view.get().people, damaged.faults]).toEqual([[], ['read who is known here']])
  await damaged.access.signIn('ag-001', 'quatre pirogues')
  expect([(await damaged.access.choosePin(PIN)).ok, damaged.here]).toEqual([true, 'open 1'])
  damaged.faults.length = 0
  damaged.access.lock(null)
  expect([(await damaged.access.unlock(AWA, PIN, false)).ok, damaged.faults]).toEqual([true, []])
})

test('[STAFF-14] a first password that is changed after all was cancelled signs nobody in', async () => {
  const first = await tablet()
  first.mustChange = true
  await first.access.signIn('ag-001', 'quatre pirogues')
  expect(first.here).toBe('password_due 1')
  const release = first.holdAnswers()
  const late = first.access.changePassword('cinq pirogues au large')
  first.access.lock(null)
  release()
  expect([(await late).ok, first.here, first.asked.at(-1)]).toEqual([false, 'locked', 'POST password of agent 1'])
})

test('[STAFF-14] a PIN that is kept while its person cancels opens nothing, and his session ends', async () => {
  const left = await tablet()
  await left.access.signIn('ag-001', 'quatre pirogues')
  left.store.beforeWriting = async () => left.access.lock(null)
  expect([(await left.access.choosePin(PIN)).ok, left.here, left.faults]).toEqual([false, 'locked', []])
  expect(left.asked.at(-1)).toBe('DELETE session of agent 1')
  left.store.beforeWriting = () => Promise.resolve()
  expect((await left.access.unlock(AWA, PIN, true)).ok).toBe(false)
})
