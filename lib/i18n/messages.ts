import type { Language } from '@/lib/domain/ids'
import { en } from './en'
import { fr } from './fr'
import { withFrenchSpacing } from './french-spacing'

/** The same keys as French, with any text. */
type SameKeys<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : SameKeys<Catalogue[Key]>
}

export type Messages = SameKeys<typeof fr>

/** The one place of all text, ready to be shown. */
export const MESSAGES: Record<Language, Messages> = { fr: withFrenchSpacing<Messages>(fr), en }
