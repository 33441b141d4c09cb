import { CalendarIcon, CardIcon, NewPaperIcon, PencilIcon, RenewIcon, TicketIcon, UrgentIcon } from './icons'

/** The picture of a service, by its code in the catalogue. A service that a center has added gets a ticket. */
export function ServiceIcon({ code, className }: { code: string; className: string }) {
  switch (code) {
    case 'EMERGENCY':
      return <UrgentIcon className={className} />
    case 'APPOINTMENT':
      return <CalendarIcon className={className} />
    case 'COLLECTION':
      return <CardIcon className={className} />
    case 'RENEWAL':
      return <RenewIcon className={className} />
    case 'NEW_APP':
      return <NewPaperIcon className={className} />
    case 'CORRECTION':
      return <PencilIcon className={className} />
    default:
      return <TicketIcon className={className} />
  }
}
