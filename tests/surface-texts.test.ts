import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { AGENT_TEXTS } from '@/lib/i18n/agent-texts'
import { CORNER_TEXTS } from '@/lib/i18n/corner-texts'
import { DEVICE_TEXTS } from '@/lib/i18n/device-texts'
import { DISPLAY_TEXTS } from '@/lib/i18n/display-texts'
import { KIOSK_TEXTS } from '@/lib/i18n/kiosk-texts'
import { MESSAGES } from '@/lib/i18n/messages'
import type { Texts } from '@/lib/i18n/texts'
import { TURN_TEXTS } from '@/lib/i18n/turn-texts'

/** Where a surface begins, and the texts it brings for all below. */
const SURFACES: readonly [root: string, texts: Texts][] = [
  ['components/kiosk/kiosk.tsx', KIOSK_TEXTS],
  ['components/kiosk/staff/staff-corner.tsx', CORNER_TEXTS],
  ['components/agent/agent.tsx', AGENT_TEXTS],
  ['components/display/display.tsx', DISPLAY_TEXTS],
  ['components/display/interrupted.tsx', DISPLAY_TEXTS],
  ['components/not-found.tsx', DEVICE_TEXTS],
  ['app/device-surface.tsx', DEVICE_TEXTS],
  ['components/ticket/paper-ticket.tsx', TURN_TEXTS],
  ['lib/client/escpos-ticket.ts', TURN_TEXTS],
]

test.each(SURFACES)('[TEXT] all that is asked for below %s is in its texts', (root, texts) => {
  const missing = filesBelow(root).flatMap(file => askedFor(file).filter(part => !(part in texts.fr)))
  expect(missing).toEqual([])
})

test('[TEXT] the parts of the catalogue that a file asks for are found', () => {
  expect(askedFor('components/kiosk/welcome-screen.tsx')).toEqual(expect.arrayContaining(['kiosk', 'wait']))
  expect(filesBelow('components/kiosk/kiosk.tsx')).not.toContain('components/kiosk/staff/staff-corner.tsx')
})

/** It and all that it imports, now or later, up to where another surface begins. */
function filesBelow(root: string): string[] {
  const found = new Set([root])
  for (const file of found) {
    for (const [, early, late] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const next = fileOf(file, early ?? late ?? '')
      if (next && !SURFACES.some(([other]) => other === next)) found.add(next)
    }
  }
  return [...found]
}

const IMPORT = /^(?:import|export)\s(?!type\s)[^;'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gm

function fileOf(from: string, name: string): string | undefined {
  const path = name.startsWith('@/') ? name.slice(2) : name.startsWith('.') ? join(dirname(from), name) : null
  return path === null ? undefined : [`${path}.ts`, `${path}.tsx`].find(file => existsSync(file))
}

/** `useTranslations('kiosk')`, or a key from the top: `t('kiosk.welcome')`. The type of an event looks like one. */
function askedFor(file: string): string[] {
  if (!/^(components|app|lib\/client|lib\/i18n)\//.test(file) || /-(fr|en|texts)\.ts$/.test(file)) return []
  const source = readFileSync(file, 'utf8')
  return Object.keys(MESSAGES.fr).filter(part =>
    new RegExp(`useTranslations\\('${part}['.]|['"\`]${part}\\.(?!\\w+\\.v\\d)[a-zA-Z$]`).test(source),
  )
}
