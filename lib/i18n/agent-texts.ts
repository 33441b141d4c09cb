import { agentEn } from './agent-en'
import { agentFr } from './agent-fr'
import { centerEn } from './center-en'
import { centerFr } from './center-fr'
import { deskEn } from './desk-en'
import { deskFr } from './desk-fr'
import { DEVICE_TEXTS } from './device-texts'
import { signInEn } from './sign-in-en'
import { signInFr } from './sign-in-fr'
import { staffEn } from './staff-en'
import { staffFr } from './staff-fr'
import { inBoth, together } from './texts'
import { TURN_TEXTS } from './turn-texts'

const own = inBoth(
  { ...deskFr, agent: agentFr, center: centerFr, staff: staffFr, signIn: signInFr },
  { ...deskEn, agent: agentEn, center: centerEn, staff: staffEn, signIn: signInEn },
)

export const AGENT_TEXTS = together(DEVICE_TEXTS, TURN_TEXTS, own)
