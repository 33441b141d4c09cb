'use client'

import { useState } from 'react'

/**
 * Tells the component library the nonce of this page, for the two lines of style that it writes into its head. The one of the
 * first answer: the page keeps its policy when parts of it are drawn anew.
 */
export function PolicyNonce({ nonce }: { nonce: string }) {
  const [first] = useState(nonce)
  return <meta name="csp-nonce" nonce={first} suppressHydrationWarning />
}
