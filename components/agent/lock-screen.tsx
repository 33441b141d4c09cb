'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PinPad } from '@/components/ui/pin-pad'
import { usePinEntry } from '@/components/ui/use-pin-entry'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import type { KnownStaff } from '@/lib/client/use-staff'
import type { Agent } from '@/lib/domain/catalogue'
import type { AgentId } from '@/lib/domain/ids'
import { AgentName } from './agent-name'
import type { AgentProps } from './agent-types'
import { SignInForm } from './sign-in-form'

type Person = KnownStaff & { readonly member: Agent }
/** `nobody`: the list is looked at again. Null until something was touched. */
type Choice = AgentId | 'somebody' | 'nobody' | null

/** Nobody is here: who has this tablet, and what opens it for him. Of the queue nothing is seen. */
export function LockScreen(props: AgentProps) {
  const { staff, held, catalogue } = props
  const t = useTranslations('staff')
  const [choice, setChoice] = useState<Choice>(null)
  const reason = staff.state.kind === 'locked' ? staff.state.reason : null
  const people = staff.known.flatMap((known): Person[] => {
    const member = catalogue.agents.find(({ id }) => id === known.agent)
    return member ? [{ ...known, member }] : []
  })
  const person = people.find(({ agent }) => agent === (choice ?? held?.agent.id)) ?? onlyOne(people, choice)
  const isAsked = people.length === 0 || choice === 'somebody'

  function choose(next: Choice): void {
    staff.abandon()
    setChoice(next)
  }
  return (
    <main className="flex flex-1 flex-col overflow-auto px-4 py-5">
      <div className="flex w-full max-w-4xl flex-col items-center gap-5 self-center sm:my-auto">
        <h1 className={`font-bold text-3xl tracking-tight ${person ? 'max-sm:sr-only' : ''}`}>
          {people.length > 0 ? t('lockedTitle') : t('firstTitle')}
        </h1>
        {reason && (
          <div className="w-full">
            <Notice kind="note">{t(`reason.${reason}`)}</Notice>
          </div>
        )}
        <div className="flex w-full flex-col items-center gap-5 lg:flex-row lg:items-start lg:justify-center">
          {people.length > 0 && (
            <div className={`w-full max-w-sm ${person || isAsked ? 'max-lg:hidden' : ''}`}>
              <People {...props} people={people} chosen={person?.agent ?? choice} choose={choose} />
            </div>
          )}
          <section className="flex w-full max-w-sm flex-col gap-4" key={person?.agent ?? 'somebody'}>
            {person && <Known {...props} person={person} />}
            {!person && isAsked && <Stranger {...props} />}
            {people.length > 0 && (person || isAsked) && (
              <Button tone="secondary" className="lg:hidden" onPress={() => choose('nobody')}>
                {t('someoneElse')}
              </Button>
            )}
          </section>
        </div>
      </div>
    </main>
  )
}

function onlyOne(people: readonly Person[], choice: Choice): Person | undefined {
  return choice === null && people.length === 1 ? people[0] : undefined
}

type PeopleProps = AgentProps & { people: readonly Person[]; chosen: Choice; choose: (choice: Choice) => void }

function People({ people, chosen, choose, held }: PeopleProps) {
  const t = useTranslations('staff')
  return (
    <section aria-label={t('people')}>
      <h2 className="font-semibold text-ink-soft text-lg">{t('people')}</h2>
      <ul className="mt-2 flex flex-col gap-2">
        {people.map(({ agent, member }) => (
          <li key={agent}>
            <PersonButton isChosen={agent === chosen} onPress={() => choose(agent)}>
              <AgentName agent={member}>
                {held?.agent.id === agent &&
                  t(held.hasCitizen ? 'heldServing' : 'heldBy', { station: held.station.number })}
              </AgentName>
            </PersonButton>
          </li>
        ))}
        <li>
          <PersonButton isChosen={chosen === 'somebody'} onPress={() => choose('somebody')}>
            <span className="font-semibold text-lg">{t('someoneElse')}</span>
          </PersonButton>
        </li>
      </ul>
    </section>
  )
}

type PersonButtonProps = { isChosen: boolean; onPress: () => void; children: React.ReactNode }

function PersonButton({ isChosen, onPress, children }: PersonButtonProps) {
  return (
    <button
      type="button"
      {...usePress(onPress, DOUBLE_TAP_MS)}
      aria-pressed={isChosen}
      className={`flex min-h-16 w-full items-center gap-4 rounded-2xl border-2 bg-surface px-4 py-2 text-left ${isChosen ? 'border-green bg-green-tint' : 'border-line'}`}
    >
      {children}
    </button>
  )
}

/** His PIN, or his password when a shift begins. */
function Known({ staff, person }: AgentProps & { person: Person }) {
  const t = useTranslations('staff')
  const entry = usePinEntry()
  const [wantsPassword, setWantsPassword] = useState(false)
  function goBy(way: 'pin' | 'password'): void {
    staff.abandon()
    setWantsPassword(way === 'password')
  }
  const { agent, opening, member } = person
  const name = member.firstName
  if (opening === 'password' || wantsPassword)
    return (
      <>
        <h2 className="text-center font-bold text-xl">{t('passwordOf', { name })}</h2>
        {!staff.isServerInReach && <p className="text-center text-ink-soft">{t('noServer')}</p>}
        <SignInForm staff={staff} employeeId={member.employeeId} />
        {opening !== 'password' && (
          <Button tone="secondary" onPress={() => goBy('pin')}>
            {t('usePin')}
          </Button>
        )}
      </>
    )
  return (
    <>
      <h2 className="text-center font-bold text-xl">{t('pinOf', { name })}</h2>
      {opening === 'new_shift' && <p className="text-center text-ink-soft leading-snug">{t('newShift')}</p>}
      <PinPad
        label={t('pinOf', { name })}
        entry={entry}
        submitLabel={t('unlock')}
        onSubmit={pin => entry.send(() => staff.unlock(agent, pin))}
      />
      <Button tone="plain" className="border-transparent" onPress={() => goBy('password')}>
        {t('usePassword')}
      </Button>
    </>
  )
}

/** Somebody whom this tablet does not know yet. */
function Stranger({ staff }: AgentProps) {
  const t = useTranslations('staff')
  return (
    <>
      {!staff.isServerInReach && <p className="text-center text-ink-soft">{t('noServer')}</p>}
      <SignInForm staff={staff} />
    </>
  )
}
