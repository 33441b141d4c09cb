import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { AgentId, DurationMs, InstantMs } from '@/lib/domain/ids'
import { reportFault } from './fault-log'
import type { ReadyDevice } from './running-device'
import { StaffAccess, type StaffOutcome, type StaffState, type StaffView } from './staff-access'
import { StaffRequests } from './staff-requests'
import { openingOf } from './staff-shift'
import { StaffVault } from './staff-vault'

/** So long after the last touch a tablet with nobody at its station is locked. */
export const IDLE_MS: DurationMs = 3 * 60_000
const CHECK_MS: DurationMs = 3 * 60_000

/** Somebody whom this tablet knows, and what opens it for him. */
export type KnownStaff = { readonly agent: AgentId; readonly opening: ReturnType<typeof openingOf> }

/** Who is at this tablet, and how he comes and goes. */
export type StaffDesk = {
  readonly state: StaffState
  readonly known: readonly KnownStaff[]
  readonly isServerInReach: boolean
  readonly signIn: (employeeId: string, password: string) => StaffOutcome
  readonly changePassword: (next: string) => StaffOutcome
  readonly choosePin: (pin: string) => StaffOutcome
  readonly enterPin: (pin: string) => StaffOutcome
  readonly chooseAnotherPin: () => void
  readonly unlock: (agent: AgentId, pin: string) => StaffOutcome
  /** Another person was chosen, or another way in: what is under way lets nobody in any more. */
  readonly abandon: () => void
  readonly lock: () => void
  readonly signOut: () => void
}

/** A ready tablet's people. */
export function useStaff(device: ReadyDevice, catalogue: Catalogue, now: InstantMs): StaffDesk {
  const access = useAccess(device)
  const { state, people, isUnanswered } = useSyncExternalStore<StaffView>(access.view.subscribe, access.view.get)
  const isOnline = device.status.rung === 'online'
  const isServerInReach = isOnline && !isUnanswered
  const here = state.kind === 'open' ? state.agent : null
  const staff = catalogue.agents.filter(({ active }) => active).map(({ id }) => id)
  useChecks(access, here, isOnline, here !== null && staff.includes(here))
  const ways = useMemo(() => waysOf(access), [access])
  return {
    ...ways,
    state,
    known: people
      .filter(({ agent }) => staff.includes(agent))
      .map(person => ({ agent: person.agent, opening: openingOf(person, now, isServerInReach) })),
    isServerInReach,
    unlock: (agent, pin) => access.unlock(agent, pin, isOnline),
  }
}

/** The same at each look: a timer that hangs on one of them must not begin anew each second. */
function waysOf(access: StaffAccess): Omit<StaffDesk, 'state' | 'known' | 'isServerInReach' | 'unlock'> {
  return {
    signIn: (employeeId, password) => access.signIn(employeeId, password),
    changePassword: next => access.changePassword(next),
    choosePin: pin => access.choosePin(pin),
    enterPin: pin => access.enterPin(pin),
    chooseAnotherPin: () => access.chooseAnotherPin(),
    abandon: () => access.abandon(),
    lock: () => access.lock(null),
    signOut: () => void access.signOut(),
  }
}

/** Locks the tablet when its agent has gone, or his shift is over; never while a citizen is at the station. */
export function useLeftAlone(desk: Pick<StaffDesk, 'state' | 'lock'>, isServing: boolean, now: InstantMs): void {
  const { state, lock } = desk
  const isWatched = state.kind !== 'locked' && state.kind !== 'opening' && !isServing
  const isOver = state.kind === 'open' && now >= state.shift.endsAt
  useEffect(() => {
    if (isWatched && isOver) lock()
  }, [isWatched, isOver, lock])
  useEffect(() => {
    if (!isWatched) return
    let timer = setTimeout(lock, IDLE_MS)
    const onTouch = () => {
      clearTimeout(timer)
      timer = setTimeout(lock, IDLE_MS)
    }
    for (const touch of TOUCHES) addEventListener(touch, onTouch, { capture: true, passive: true })
    return () => {
      clearTimeout(timer)
      for (const touch of TOUCHES) removeEventListener(touch, onTouch, { capture: true })
    }
  }, [isWatched, lock])
}

const TOUCHES = ['pointerdown', 'keydown'] as const

function useAccess({ database, bearer }: ReadyDevice): StaffAccess {
  const [access] = useState(() => {
    const requests = new StaffRequests({ fetch: (input, init) => fetch(input, init), bearer })
    const now = () => Date.now()
    return new StaffAccess({ vault: new StaffVault(database, reportFault), requests, now, onFault: reportFault })
  })
  useEffect(() => {
    void access.start()
  }, [access])
  return access
}

/** When somebody comes, when the network comes back, when he leaves the center's staff, and every few minutes. */
function useChecks(access: StaffAccess, here: AgentId | null, isOnline: boolean, isStaff: boolean): void {
  useEffect(() => {
    if (isOnline) access.linked()
  }, [access, isOnline])
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: who is no longer staff is asked about at once
  useEffect(() => {
    if (here === null || !isOnline) return
    void access.check()
    const timer = setInterval(() => void access.check(), CHECK_MS)
    return () => clearInterval(timer)
  }, [access, here, isOnline, isStaff])
}
