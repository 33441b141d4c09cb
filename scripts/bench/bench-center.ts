import { AgentId, CenterId, DeviceId, StationId, type Surface } from '@/lib/domain/ids'

/** One device of a bench's center. Its place says who it is: server and clients agree on it without talking. */
export type Seat = {
  readonly center: CenterId
  readonly device: DeviceId
  readonly surface: Surface
  readonly issuerDigit: number | null
  /** Who is signed in there, and at which station: for tablets. */
  readonly agent: AgentId
  readonly station: StationId
}

export const SEATS_MAX = 20
const FIRST_SEATS: readonly Surface[] = ['kiosk', 'agent', 'display', 'kiosk']

/** The devices of a center: a kiosk, a tablet, a display, another kiosk, and tablets up to `count`. */
export function seatsOf(center: number, count: number): Seat[] {
  return Array.from({ length: count }, (_, index) => ({
    center: CenterId.parse(center),
    device: DeviceId.parse(`b${digits(center, 3)}${digits(index, 2)}`),
    surface: surfaceAt(index),
    issuerDigit: surfaceAt(index) === 'kiosk' ? index + 1 : null,
    agent: AgentId.parse(center * 100 + index),
    station: StationId.parse(center * 100 + index),
  }))
}

function surfaceAt(index: number): Surface {
  return FIRST_SEATS[index] ?? 'agent'
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0')
}
