import type { Language } from '@/lib/domain/ids'

/** The cookie in which a browser keeps the language of its console, so that the server draws the first page in it. */
export const LANGUAGE_COOKIE = 'guichet.language'
const YEAR_S = 365 * 86_400

export function keepLanguage(language: Language): void {
  // reason: the Cookie Store API is not in every browser that a center has
  // biome-ignore lint/suspicious/noDocumentCookie: reason: as above
  document.cookie = `${LANGUAGE_COOKIE}=${language}; Path=/admin; Max-Age=${YEAR_S}; SameSite=Lax`
}
