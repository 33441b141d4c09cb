import { useEffect, useState, useSyncExternalStore } from 'react'
import { SoundPlayer } from './sound-player'

/** The mouth of this page; null while it is rendered on the server. */
export function useSoundPlayer(): SoundPlayer | null {
  const [player, setPlayer] = useState<SoundPlayer | null>(null)
  useEffect(() => {
    const opened = new SoundPlayer()
    setPlayer(opened)
    return () => void opened.close()
  }, [])
  return player
}

/** True while the browser keeps the page silent. */
export function useSoundBlocked(player: SoundPlayer | null): boolean {
  return useSyncExternalStore(player?.blocked.subscribe ?? never, player?.blocked.get ?? no, no)
}

function never(): () => void {
  return () => undefined
}

function no(): boolean {
  return false
}
