import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { ConsoleLanguage } from '@/components/admin/console-language'
import { PolicyNonce } from '@/components/admin/policy-nonce'
import { LANGUAGE_COOKIE } from '@/lib/client/console-language'
import { Language } from '@/lib/domain/ids'

/** Each page is drawn for one person, and with the nonce of its own policy (`proxy.ts`). */
export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: 'Guichet · Console', robots: { index: false, follow: false } }

export default async function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <ConsoleLanguage initial={await languageOfBrowser()} timeZone="Africa/Douala">
      <PolicyNonce nonce={await nonceOfPage()} />
      {children}
    </ConsoleLanguage>
  )
}

/** The language chosen here last, else the first of the browser's that we speak, else French. */
async function languageOfBrowser(): Promise<Language> {
  const chosen = Language.safeParse((await cookies()).get(LANGUAGE_COOKIE)?.value)
  if (chosen.success) return chosen.data
  const accepted = ((await headers()).get('accept-language') ?? '').toLowerCase().match(/\b(fr|en)\b/)
  return accepted?.[1] === 'en' ? 'en' : 'fr'
}

/** As `proxy.ts` has put it into the policy. */
async function nonceOfPage(): Promise<string> {
  const policy = (await headers()).get('content-security-policy') ?? ''
  return policy.match(/'nonce-([^']+)'/)?.[1] ?? ''
}
