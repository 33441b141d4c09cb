import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DurationMs } from '@/lib/domain/ids'
import { Observed, type Watched } from './observed'
import type { ReadyDevice } from './running-device'
import { type HallSituation, HallVoice } from './sound-announcer'
import { SoundPlayer } from './sound-player'

/** What is missing may come with the network. */
const TEST_AGAIN_MS: DurationMs = 60_000

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

const NOBODY_SPEAKS: Watched<boolean> = new Observed(false)

/** Calls the citizens of a hall. @returns whether one is being called */
export function useHallVoice(
  player: SoundPlayer | null,
  { calls, hasVoice, clockErrorMs }: HallSituation,
): Watched<boolean> {
  const [voice, setVoice] = useState<HallVoice | null>(null)
  useEffect(() => setVoice(player && new HallVoice(player)), [player])
  useEffect(() => voice?.follow({ calls, hasVoice, clockErrorMs }), [voice, calls, hasVoice, clockErrorMs])
  return voice?.speaking ?? NOBODY_SPEAKS
}

/** Tests at the start whether everything can be said, and tells with the device's health whether it is heard. */
export function useSoundHealth({ noteHealth }: ReadyDevice, player: SoundPlayer | null): void {
  const isWhole = useSelfTest(player)
  useEffect(() => {
    if (!player) return
    const note = () => noteHealth({ sound: isWhole ? (player.blocked.get() ? 'blocked' : 'ok') : 'none' })
    note()
    return player.blocked.subscribe(note)
  }, [noteHealth, player, isWhole])
}

/** True until the test has found something missing. */
function useSelfTest(player: SoundPlayer | null): boolean {
  const [isWhole, setWhole] = useState(true)
  useEffect(() => {
    if (!player) return
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const test = async () => {
      const missing = await player.selfTest()
      if (isOver) return
      setWhole(missing.length === 0)
      if (missing.length > 0) timer = setTimeout(test, TEST_AGAIN_MS)
    }
    void test()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [player])
  return isWhole
}

function never(): () => void {
  return () => undefined
}

function no(): boolean {
  return false
}
