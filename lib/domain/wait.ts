/** A wait to announce. Always a range; `unknown` when nobody can serve it, never an invented figure. */
export type WaitEstimate =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'range'; readonly fromMinutes: number; readonly toMinutes: number }
