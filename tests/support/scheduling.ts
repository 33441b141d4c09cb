import type { Catalogue, Service } from '@/lib/domain/catalogue'
import { presetConfig } from '@/lib/domain/engine/config'
import { NOTHING_FORETOLD } from '@/lib/domain/estimates'
import type { Queue } from '@/lib/domain/fold'
import { AgentId, CenterId, StationId } from '@/lib/domain/ids'
import type { Post } from '@/lib/domain/post'
import { ALL_IN_REACH, type Reach, type Scheduling, schedulingOf } from '@/lib/domain/scheduling'
import { callNext } from '@/lib/domain/serve'
import type { Desk } from '@/lib/replica/desk'
import { NEW_APPLICATION } from './catalogue'
import { DAY, MORNING, SERVICES } from './day'

const POSTS = [1, 2, 3, 4, 5]

/** A center whose agent n works at station n; every station serves everything. */
export function catalogueOf(services: readonly Service[]): Catalogue {
  return {
    center: {
      id: CenterId.parse(1),
      code: 'C1',
      nameFr: 'Centre 1',
      nameEn: 'Centre 1',
      timeZone: 'Africa/Douala',
      opensAt: '00:00',
      closesAt: '23:59',
    },
    services,
    stations: POSTS.map(n => ({
      id: StationId.parse(n),
      number: String(n),
      name: `Guichet ${n}`,
      services: services.map(({ id }) => id),
      active: true,
    })),
    agents: POSTS.map(n => ({
      id: AgentId.parse(n),
      employeeId: `E${n}`,
      firstName: 'Ada',
      lastName: `Eto ${n}`,
      role: 'agent' as const,
      services: [],
      active: true,
    })),
  }
}

/** Of the days in words (`day.ts`): every letter is a service of its class, ten minutes long. */
export const DAY_CATALOGUE = catalogueOf(
  Object.entries(SERVICES).map(([letter, { id, priority }]) => ({
    ...{ id, priority, letter, code: letter, nameFr: letter, nameEn: letter },
    ...{ durationMinutes: 10, active: true },
  })),
)

/** A center that does one thing: new applications. */
export const ONE_SERVICE = catalogueOf([NEW_APPLICATION])

export function schedulingIn(
  queue: Queue,
  catalogue: Catalogue = DAY_CATALOGUE,
  reach: Reach = ALL_IN_REACH,
): Scheduling {
  return schedulingOf(queue, catalogue, DAY, reach)
}

/** What a check-in asks of somebody who wants nothing in particular. */
export const PLAIN_INTAKE = {
  language: 'fr' as const,
  mark: null,
  isVulnerable: false,
  appointmentAt: null,
  foretold: NOTHING_FORETOLD,
  door: null,
  config: presetConfig('balanced', DAY_CATALOGUE.services),
  now: MORNING,
}

/** What `callNext` asks of a center that does one thing. */
export function callNextOf({ queue, now }: Pick<Desk, 'queue' | 'now'>, post: Post) {
  return callNext(queue, post, schedulingIn(queue, ONE_SERVICE), now)
}
