import { auditFr } from './admin-audit-fr'
import { dayFr } from './admin-day-fr'
import { devicesFr } from './admin-devices-fr'
import { floorFr } from './admin-floor-fr'
import { adminFr } from './admin-fr'
import { pagesFr } from './admin-pages-fr'
import { settingsFr } from './admin-settings-fr'
import { consoleFr } from './admin-shell-fr'
import { agentFr } from './agent-fr'
import { centerFr } from './center-fr'
import { cornerFr } from './corner-fr'
import { commandRefusalFr } from './day-fr'
import { deskFr } from './desk-fr'
import { deviceFr } from './device-fr'
import { displayFr } from './display-fr'
import { kioskFr } from './kiosk-fr'
import { printerFr } from './printer-fr'
import { signInFr } from './sign-in-fr'
import { staffFr } from './staff-fr'
import { turnFr } from './turn-fr'

/**
 * The French catalogue, and the source of every key: English has exactly these (`en.ts`).
 *
 * Written with plain spaces: `withFrenchSpacing` puts the narrow no-break ones in. The apostrophe is always `’`, since
 * a straight one is an escape sign in ICU messages.
 */
export const fr = {
  ...deviceFr,
  ...turnFr,
  ...kioskFr,
  ...deskFr,
  corner: cornerFr,
  agent: agentFr,
  printer: printerFr,
  staff: staffFr,
  center: centerFr,
  display: displayFr,
  commandRefusal: commandRefusalFr,
  signIn: signInFr,
  admin: adminFr,
  audit: auditFr,
  devices: devicesFr,
  day: dayFr,
  floor: floorFr,
  console: consoleFr,
  pages: pagesFr,
  settings: settingsFr,
} as const
