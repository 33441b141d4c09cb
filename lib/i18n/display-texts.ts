import { DEVICE_TEXTS } from './device-texts'
import { displayEn } from './display-en'
import { displayFr } from './display-fr'
import { inBoth, together } from './texts'
import { TURN_TEXTS } from './turn-texts'

export const DISPLAY_TEXTS = together(DEVICE_TEXTS, TURN_TEXTS, inBoth({ display: displayFr }, { display: displayEn }))
