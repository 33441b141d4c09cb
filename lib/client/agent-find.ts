import type { Queue } from '@/lib/domain/fold'
import { compareText } from '@/lib/domain/stamp'
import type { Ticket } from '@/lib/domain/ticket'

/** More than these are no answer: one more digit finds them. */
const FOUND_MAX = 8

/** The tickets whose number is, ends with, or has in it what somebody reads to the agent, in this order. */
export function ticketsNamed({ tickets }: Queue, text: string): readonly Ticket[] {
  const wanted = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (wanted === '') return []
  const rank = ({ number }: Ticket) => (number === wanted ? 0 : number.endsWith(wanted) ? 1 : 2)
  return [...tickets.values()]
    .filter(({ number }) => number.includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || a.number.length - b.number.length || compareText(a.number, b.number))
    .slice(0, FOUND_MAX)
}
