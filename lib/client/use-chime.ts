import { useEffect, useState } from 'react'
import { Chime } from './chime'
import { reportFault } from './fault-log'

/** The chime of this page; null while it is rendered on the server. */
export function useChime(): Chime | null {
  const [chime, setChime] = useState<Chime | null>(null)
  useEffect(() => {
    const opened = new Chime(reportFault)
    setChime(opened)
    return () => void opened.close()
  }, [])
  return chime
}
