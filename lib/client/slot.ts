import { useSyncExternalStore } from 'react'

/** Several devices of one surface in one browser are told apart by `?slot=`: for demonstrations; a center has none. */
const SLOT = /^[a-z0-9]{1,8}$/

/** The slot of this page; null while it is rendered on the server, where there is no address. */
export function useSlot(): string | null {
  return useSyncExternalStore(neverChanges, slotOfPage, () => null)
}

export function slotOfPage(): string {
  const slot = new URLSearchParams(location.search).get('slot') ?? ''
  return SLOT.test(slot) ? slot : ''
}

function neverChanges(): () => void {
  return () => undefined
}
