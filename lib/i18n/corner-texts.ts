import { cornerEn } from './corner-en'
import { cornerFr } from './corner-fr'
import { KIOSK_TEXTS } from './kiosk-texts'
import { printerEn } from './printer-en'
import { printerFr } from './printer-fr'
import { staffEn } from './staff-en'
import { staffFr } from './staff-fr'
import { inBoth, together } from './texts'

/** The staff corner of a kiosk, with the pad for its PIN. */
export const CORNER_TEXTS = together(
  KIOSK_TEXTS,
  inBoth(
    { corner: cornerFr, printer: printerFr, staff: staffFr },
    { corner: cornerEn, printer: printerEn, staff: staffEn },
  ),
)
