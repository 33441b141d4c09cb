import { useCallback, useEffect, useRef, useState } from 'react'
import { browserPorts, UnusableBrowserError } from './browser-ports'
import { type EnrollRefusal, enroll } from './device-identity'
import { reportFault } from './fault-log'
import { slotOfPage } from './slot'

export type EnrollState = 'code' | 'working' | 'done' | { readonly error: EnrollRefusal['code'] }

/** How long "done" is shown before the surface opens. */
const DONE_MS = 1_200

/**
 * Enrolls this browser with the code of the link's fragment (which is sent to no server and stands in no log), or with
 * one that is typed; then opens the surface that the code was made for.
 */
export function useEnrollment(): { readonly state: EnrollState; readonly submit: (code: string) => void } {
  const [state, setState] = useState<EnrollState>('code')
  const isUnderWay = useRef(false)

  const submit = useCallback((code: string) => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    setState('working')
    enrollAndOpen(code)
      .then(setState)
      .catch(fault => {
        reportFault('enroll', fault)
        setState({ error: fault instanceof UnusableBrowserError ? 'store_unavailable' : 'unavailable' })
      })
      .finally(() => {
        isUnderWay.current = false
      })
  }, [])

  useEffect(() => {
    const code = location.hash.slice(1)
    if (code) submit(code)
  }, [submit])
  return { state, submit }
}

async function enrollAndOpen(code: string): Promise<EnrollState> {
  const slot = slotOfPage()
  const outcome = await enroll(code, slot, browserPorts())
  if (!outcome.ok) return { error: outcome.refusal.code }
  const target = `/${outcome.value.surface}${slot ? `?slot=${slot}` : ''}`
  setTimeout(() => location.replace(target), DONE_MS)
  return 'done'
}
