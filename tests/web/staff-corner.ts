import type { StaffCornerView } from '@/lib/client/kiosk-staff-view'
import { ok, refuse } from '@/lib/domain/result'

/** A staff corner with nothing behind it; what is done there is written down for the test. */
export function staffCorner(asked: URLSearchParams, done: string[] = []): StaffCornerView {
  const chosen = () => Promise.resolve('chosen' as const)
  return {
    isPinSet: !asked.has('nopin'),
    onUnlock: async pin => (pin === '482913' ? ok(undefined) : refuse({ code: 'pin_wrong', waitMs: 10_000 })),
    isPaused: asked.has('paused'),
    onPause: async isPaused => done.push(isPaused ? 'pause' : 'resume') > 0,
    onTestPaper: async language => {
      done.push(`test ${language}`)
      return { kind: 'printed' }
    },
    onReprint: async number => {
      done.push(`reprint ${number}`)
      return number === 'A101' ? 'printed' : 'unknown_number'
    },
    letters: ['A', 'C', 'R'],
    printer: {
      setting: { road: 'browser', width: 80, baudRate: 9600, hasAnswered: false },
      state: { trouble: null, isPaperLow: false },
      ...{ onRoad: chosen, onWidth: chosen, onBaudRate: chosen },
    },
    health: {
      ...{ version: '2026.03.02-1', unsent: 2, printer: 'ok', sound: 'ok', screen: 'awake' },
      storage: { usedBytes: 12_000_000, quotaBytes: 2_000_000_000, isProtected: true },
    },
    clockError: null,
    acknowledgedAt: Date.parse('2026-03-02T10:58:00Z'),
  }
}
