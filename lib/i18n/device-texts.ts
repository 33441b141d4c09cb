import { deviceEn } from './device-en'
import { deviceFr } from './device-fr'
import { inBoth } from './texts'

/** What every surface has: it is told also where no surface could be opened. */
export const DEVICE_TEXTS = inBoth(deviceFr, deviceEn)
