import { inBoth } from './texts'
import { turnEn } from './turn-en'
import { turnFr } from './turn-fr'

export const TURN_TEXTS = inBoth(turnFr, turnEn)
