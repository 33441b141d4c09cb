import { AppUpdate } from '@/lib/client/app-update'

/** A page that installs the worker of its server, and counts how often it was loaded. */

const LOADS = 'loads'
const faults: string[] = []
sessionStorage.setItem(LOADS, String(Number(sessionStorage.getItem(LOADS) ?? 0) + 1))

const update = new AppUpdate((what, fault) => faults.push(`${what}: ${fault}`))
update.start()

const page = {
  setBusy: (busy: boolean) => update.setBusy(busy),
  /** As when the network comes back. */
  look: () => globalThis.dispatchEvent(new Event('online')),
  /** As when the server takes this program no more. */
  lookAtOnce: () => update.look(),
  loads: () => Number(sessionStorage.getItem(LOADS)),
  faults: () => faults,
  isControlled: () => navigator.serviceWorker.controller !== null,
  async isUpdateWaiting() {
    const registration = await navigator.serviceWorker.getRegistration()
    return registration?.waiting !== null
  },
}

export type UpdatePage = typeof page

Object.assign(globalThis, { updatePage: page })
