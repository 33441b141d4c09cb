import { en } from './en'
import { fr } from './fr'
import { inBoth, type SameKeys } from './texts'

export type Messages = SameKeys<typeof fr>

/** All text there is, ready to be shown. For the console: a surface brings its own part, `kiosk-texts.ts` and the like. */
export const MESSAGES = inBoth(fr, en)
