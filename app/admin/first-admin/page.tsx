import { FirstAdmin } from '@/components/admin/first-admin'

/** `/admin/first-admin#<token>`, the link that the server prints at its first start. */
export default function FirstAdminPage() {
  return <FirstAdmin />
}
