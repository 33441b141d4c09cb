'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/**
 * The program is there, and not only the page that the server drew. Parts whose library writes style attributes are drawn
 * then: the policy of the page lets a script set them, and refuses them in what the server sends.
 */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
