import type { DurationMs } from '@/lib/domain/ids'

/** A scanner types a key every few milliseconds, a slow one by radio every 50; nobody's fingers are that quick. */
export const KEY_GAP_MS: DurationMs = 80

/** Some scanners take a moment before the Enter that ends a scan. */
export const LATE_ENTER_MS: DurationMs = 400

/** The number of a code, which quick fingers may type on a keyboard with a block of digits. */
const TYPED_MOST = 6
/** Of anything longer the beginning says enough: no code is as long. */
const KEPT_MOST = 64

export type KeyPressed = Pick<KeyboardEvent, 'key' | 'code'>

/**
 * The character of a key, or null of any other. A digit is told by the place of its key: a scanner set to another
 * layout than the computer types `é` for a 2, on the very key of the 2.
 */
export function characterOf({ key, code }: KeyPressed): string | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return digit
  return key.length === 1 ? key : null
}

export function withKey(keys: string, character: string): string {
  return (keys + character).slice(0, KEPT_MOST)
}

/** What came within one burst of keys: by hand, or by a scanner. */
export type Typed =
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'scan'; readonly text: string }
  /** Letters, which nobody needs to type here, or the rest of a scan that was cut short. */
  | { readonly kind: 'nothing' }

export function readKeys(keys: string): Typed {
  if (/^\d+$/.test(keys) && keys.length <= TYPED_MOST) return { kind: 'digits', digits: keys }
  return keys.length > TYPED_MOST ? { kind: 'scan', text: keys } : { kind: 'nothing' }
}
