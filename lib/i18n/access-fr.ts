/** The accessibility mode of a kiosk, in French. */
export const accessFr = {
  switchOn: 'Mode accessible',
  switchOff: 'Vue normale',
} as const
