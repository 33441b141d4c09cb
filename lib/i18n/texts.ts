import type { Language } from '@/lib/domain/ids'
import { withFrenchSpacing } from './french-spacing'
import type { Messages } from './messages'

/** The same keys as French, with any text. */
export type SameKeys<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : SameKeys<Catalogue[Key]>
}

/** Both languages of a part of the catalogue, ready to be shown. */
type InBoth<French> = Readonly<Record<Language, SameKeys<French>>>

/** What a surface brings with it: its own part of the catalogue, since every device keeps its program over a thin line. */
export type Texts = InBoth<Partial<Messages>>

type Tree = { readonly [key: string]: string | Tree }

export function inBoth<const French extends Tree>(fr: French, en: SameKeys<French>): InBoth<French> {
  // reason: the same keys, with texts still texts
  return { fr: withFrenchSpacing<Tree>(fr) as SameKeys<French>, en }
}

/** Several parts as one. */
export function together(...parts: readonly Texts[]): Texts {
  const of = (language: Language) => Object.assign({}, ...parts.map(part => part[language]))
  return { fr: of('fr'), en: of('en') }
}
