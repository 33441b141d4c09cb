import { useCallback } from 'react'
import type { Sound } from '@/lib/domain/clips'
import type { SoundPlayer } from './sound-player'

/** Says what a kiosk says; a browser that kept the page silent is asked again with each, since a key or a touch came before it. */
export function useKioskVoice(player: SoundPlayer | null): (sound: Sound) => void {
  return useCallback(sound => void (player && say(player, sound)), [player])
}

async function say(player: SoundPlayer, sound: Sound): Promise<void> {
  if (player.blocked.get()) await player.unlock()
  await player.play(sound)
}
