/**
 * What a surface is in the middle of: an update waits for its end. During the visit of somebody who is not of the staff what is
 * for them waits too. Null: nothing.
 */
export type Busy = 'visit' | 'work' | null

export type OnBusyChange = (busy: Busy) => void
