import { auditEn } from './admin-audit-en'
import { dayEn } from './admin-day-en'
import { devicesEn } from './admin-devices-en'
import { adminEn } from './admin-en'
import { floorEn } from './admin-floor-en'
import { pagesEn } from './admin-pages-en'
import { settingsEn } from './admin-settings-en'
import { consoleEn } from './admin-shell-en'
import { agentEn } from './agent-en'
import { centerEn } from './center-en'
import { cornerEn } from './corner-en'
import { commandRefusalEn } from './day-en'
import { deskEn } from './desk-en'
import { deviceEn } from './device-en'
import { displayEn } from './display-en'
import { kioskEn } from './kiosk-en'
import type { Messages } from './messages'
import { printerEn } from './printer-en'
import { signInEn } from './sign-in-en'
import { staffEn } from './staff-en'
import { turnEn } from './turn-en'

/** The English catalogue, in British spelling. A key too many or too few does not compile. */
export const en: Messages = {
  ...deviceEn,
  ...turnEn,
  ...kioskEn,
  ...deskEn,
  corner: cornerEn,
  agent: agentEn,
  printer: printerEn,
  staff: staffEn,
  center: centerEn,
  display: displayEn,
  commandRefusal: commandRefusalEn,
  signIn: signInEn,
  admin: adminEn,
  audit: auditEn,
  devices: devicesEn,
  day: dayEn,
  floor: floorEn,
  console: consoleEn,
  pages: pagesEn,
  settings: settingsEn,
}
