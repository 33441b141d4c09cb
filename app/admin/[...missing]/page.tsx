import { notFound } from 'next/navigation'

/** An address of the console that leads nowhere says so in the console: the page of all others is drawn without its nonce. */
export default function MissingPage() {
  notFound()
}
