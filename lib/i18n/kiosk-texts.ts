import { DEVICE_TEXTS } from './device-texts'
import { kioskEn } from './kiosk-en'
import { kioskFr } from './kiosk-fr'
import { inBoth, together } from './texts'
import { TURN_TEXTS } from './turn-texts'

export const KIOSK_TEXTS = together(DEVICE_TEXTS, TURN_TEXTS, inBoth(kioskFr, kioskEn))
