import { ConsoleNotFound } from '@/components/admin/console-not-found'

export default function AdminNotFound() {
  return <ConsoleNotFound />
}
