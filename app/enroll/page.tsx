import { EnrollHere } from '../device-surface'

export const dynamic = 'error'

/** `/enroll#<code>` makes this browser a device of a center, and opens the surface that the code was made for. */
export default function EnrollPage() {
  return <EnrollHere />
}
