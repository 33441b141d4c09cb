/** U+202F: what French typography puts before `: ; ! ?` and inside « ». Never breaks a line. */
const NARROW_NO_BREAK = '\u202f'

type Texts = { readonly [key: string]: string | Texts }

/** A whole catalogue in French typography, so that nobody types its spaces by hand. */
export function withFrenchSpacing<Catalogue extends Texts>(catalogue: Catalogue): Catalogue {
  const entries = Object.entries(catalogue).map(([key, text]) => [
    key,
    typeof text === 'string' ? frenchSpacing(text) : withFrenchSpacing(text),
  ])
  // reason: the same keys, with texts still texts
  return Object.fromEntries(entries) as Catalogue
}

/**
 * One text in French typography: narrow no-break spaces before `: ; ! ?` and inside « », and between a figure and its
 * unit (`{to} min`). Applying it twice changes nothing.
 */
export function frenchSpacing(text: string): string {
  return text
    .replace(/[ \u202f]*([;:!?»])(?=[\s;:!?»)]|$)/g, spaceBefore)
    .replace(/«[ \u202f]*/g, `«${NARROW_NO_BREAK}`)
    .replace(/([\d}]) (min|s|h)(?=[\s.,;:)]|$)/g, `$1${NARROW_NO_BREAK}$2`)
}

/** `?!` is one sign: only its first character takes a space. */
function spaceBefore(match: string, sign: string, offset: number, text: string): string {
  const joined = match === sign && /[;:!?]/.test(text.charAt(offset - 1))
  return joined ? sign : `${NARROW_NO_BREAK}${sign}`
}
