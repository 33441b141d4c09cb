import type { codeRefusalFr } from './code-fr'
import type { Messages } from './messages'

/** What a kiosk says of a code that was looked up, in English. */
export const codeRefusalEn: Pick<Messages['refusal'], keyof typeof codeRefusalFr> = {
  unknown_code: {
    what: 'We cannot find this code.',
    next: 'Check the digits on your receipt, or go on without a code.',
  },
  card_not_ready: {
    what: 'Your card is not ready yet.',
    next: 'You do not need a ticket today. The reception can tell you when to come back.',
    dated: 'Come back from {date} on. You do not need a ticket today.',
  },
  wrong_center: {
    what: 'Your file is at another centre.',
    next: 'The reception can tell you which one.',
    named: 'Please go to this centre: {center}.',
  },
  wrong_day: {
    what: 'Your appointment is on another day.',
    next: 'Come back on {date}. If you cannot come on that day, go to the reception.',
  },
}
