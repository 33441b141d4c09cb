import { ChangePassword } from '@/components/admin/change-password'
import { requireSignedIn } from '../signed-in'

export default async function PasswordPage() {
  const person = await requireSignedIn('/admin/password')
  return <ChangePassword employeeId={person.employeeId} isFirstUse={person.mustChangePassword} />
}
