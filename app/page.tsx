import { EnrollHere } from './device-surface'

export const dynamic = 'error'

/** A browser that is no device yet is asked for its code. */
export default function HomePage() {
  return <EnrollHere />
}
