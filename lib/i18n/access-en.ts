/** The accessibility mode of a kiosk, in English. */
export const accessEn = {
  switchOn: 'Accessible mode',
  switchOff: 'Normal view',
} as const
