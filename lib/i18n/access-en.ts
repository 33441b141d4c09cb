/** The accessibility mode of a kiosk, in English. */
export const accessEn = {
  switchOn: 'Accessible mode',
  switchOff: 'Leave the accessible mode',
} as const
