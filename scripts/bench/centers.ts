import { SEATS_MAX } from './bench-center'

/** Centers by what they are used for. No two uses of the sync server share a day: it keeps what it was sent. */
export const ALONE = [1]
export const MANY = range(2, 25)
export const BUSY = range(27, 25)
export const WARM = range(181, 20)
export const ONE_FULL = [53]
export const TWENTY_FULL = range(54, 20)
/** Nothing is said in these: their connections are idle. */
export const IDLE = range(76, 105)
export const HUNDRED = range(201, 100)
/** The center whose day is joined. */
export const DAY = 74
/** More seats than others have: they come all at once. */
export const DAY_SEATS = SEATS_MAX + 50
export const CENTERS = 560

const SINGLE_USE_FIRST = 301

/** Hands out centers that nothing was said in yet: a storm must find an empty day each time. */
export class FreshCenters {
  #next = SINGLE_USE_FIRST

  take(count: number): number[] {
    if (this.#next + count > CENTERS + 1) throw new Error('no more centers: enroll more of them')
    this.#next += count
    return range(this.#next - count, count)
  }
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index)
}
