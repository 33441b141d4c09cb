import type { ReactNode } from 'react'
import type { Translate } from '@/components/ui/both-languages'
import type { ClockError } from '@/lib/client/clock-error'
import type { DayDoubt } from '@/lib/client/day-doubt'
import type { LinkHalt } from '@/lib/client/day-link'
import type { ReadyDevice } from '@/lib/client/running-device'
import type { Language, ServiceDay } from '@/lib/domain/ids'
import { longDate, shortDate } from '@/lib/i18n/formats'
import { clockSpan } from './clock-span'

type Say = (t: Translate, language: Language) => ReactNode

/** One thing that staff must know of a device that works. */
export type AlertLine = {
  readonly key: string
  /** `act`: it does not mend itself. */
  readonly kind: 'note' | 'act'
  /** A few words, for the surface; it may hang in a hall. */
  readonly brief: Say
  /** What it means and what to do. */
  readonly full: Say
}

/** Null: the device ends with it, and a screen of its own says so. */
const HALTS = {
  revoked: null,
  store_lost: null,
  violation: { words: 'violation', kind: 'act' },
  device_unknown: { words: 'unknown', kind: 'act' },
  day_sealed: { words: 'daySealed', kind: 'act' },
  client_too_old: { words: 'clientTooOld', kind: 'note' },
} as const satisfies Record<LinkHalt, unknown>

/** The worst first. */
export function alertLinesOf(device: ReadyDevice, showsUnprotected: boolean): readonly AlertLine[] {
  const { halt, olderHalts, aside, clockError, codesRefused, dayDoubt, identity } = device
  const older = olderHalts.filter(each => each.halt !== halt && each.halt !== 'day_sealed')
  const lines = [
    ...(halt ? haltLine(halt, null) : []),
    ...(aside.length > 0 ? [asideLine(aside)] : []),
    ...older.flatMap(each => haltLine(each.halt, each.day)),
    // A surface that is touched asks for the date itself.
    ...(dayDoubt && identity.surface === 'display' ? [doubtLine(dayDoubt)] : []),
    ...(clockError ? [clockLine(clockError)] : []),
    ...(codesRefused > 0 ? [codesLine(codesRefused)] : []),
    ...(showsUnprotected ? [UNPROTECTED] : []),
  ]
  return lines.sort((a, b) => Number(b.kind === 'act') - Number(a.kind === 'act'))
}

function haltLine(halt: LinkHalt, day: ServiceDay | null): AlertLine[] {
  const told = HALTS[halt]
  if (told === null) return []
  const { words, kind } = told
  const ofDay: Say = (t, language) => day && `${t('deviceAlert.ofDay', { date: longDate(day, language) })} `
  return [
    {
      key: `${words} ${day}`,
      kind,
      brief: t => t(`deviceAlert.${words}.brief`),
      full: (t, language) => [ofDay(t, language), t(`deviceAlert.${words}.full`)],
    },
  ]
}

function asideLine(aside: ReadyDevice['aside']): AlertLine {
  const count = aside.reduce((sum, each) => sum + each.count, 0)
  return {
    key: 'aside',
    kind: 'act',
    brief: t => t('deviceAlert.aside.brief', { count }),
    full: (t, language) => [
      ...aside.map(({ day, count }) => `${t('deviceAlert.aside.full', { count, date: longDate(day, language) })} `),
      t('deviceAlert.aside.next'),
    ],
  }
}

function doubtLine({ last, clock }: DayDoubt): AlertLine {
  return {
    key: 'dayDoubt',
    kind: 'act',
    brief: t => t('deviceAlert.dayDoubt.brief', { last: shortDate(last), clock: shortDate(clock) }),
    full: (t, language) =>
      t('deviceAlert.dayDoubt.full', { last: longDate(last, language), clock: longDate(clock, language) }),
  }
}

function clockLine(error: ClockError): AlertLine {
  const { way } = error
  return {
    key: 'clock',
    kind: 'note',
    brief: t => t(`deviceAlert.clock.${way}.brief`, { span: clockSpan(t, error) }),
    full: t => t(`deviceAlert.clock.${way}.full`, { span: clockSpan(t, error) }),
  }
}

function codesLine(count: number): AlertLine {
  return {
    key: 'codesRefused',
    kind: 'note',
    brief: t => t('deviceAlert.codesRefused.brief', { count }),
    full: t => t('deviceAlert.codesRefused.full', { count }),
  }
}

const UNPROTECTED: AlertLine = {
  key: 'unprotected',
  kind: 'note',
  brief: t => t('deviceAlert.storage.brief'),
  full: t => t('deviceAlert.storage.full'),
}
