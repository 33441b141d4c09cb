import { bigint, customType, timestamp } from 'drizzle-orm/pg-core'

/** Raw bytes: a CRDT update, a hash, or an encrypted field. Node's `Buffer` is a `Uint8Array`, so both directions are free. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** A count, cursor or millisecond instant. It reads as a `number`: none of ours comes near 2^53, where it would lose precision. */
export const integer53 = (name: string) => bigint(name, { mode: 'number' })

/** A point in time. Always with time zone, since a center and the server may stand in different ones. */
export const instant = (name: string) => timestamp(name, { withTimezone: true })
