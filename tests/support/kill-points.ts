/** Where a sync server may be killed while it works on what a device has brought, in the order in which it gets there. */
export const PIPELINE_POINTS = [
  'before the transaction',
  'with half of the statement on the wire',
  'with the statement on the wire and no answer',
  'committed, with the answer unread',
  'committed, with nobody told',
  'in the middle of the broadcast, one peer told',
  'in the middle of the broadcast, three peers told',
  'all told, with nobody acknowledged',
  'one device acknowledged, the others not',
] as const

/** Where it may be killed while it loads a document. */
export const LOAD_POINTS = [
  'before the document is read',
  'with the document read and nobody let in',
  'before its own first words are stored',
] as const

export type KillPoint = (typeof PIPELINE_POINTS)[number] | (typeof LOAD_POINTS)[number]

/** What the test tells the server: die there, after passing by so many times. */
export type KillOrder = { readonly point: KillPoint; readonly passes: number }

/** What a test says to its server: from now on this order, and listen on this port. */
export type ServerMessage = { readonly order: KillOrder | null; readonly listenOn: number | null }
