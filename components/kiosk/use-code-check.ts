'use client'

import { useEffect, useEffectEvent } from 'react'
import type { CodeAnswer, CodeQuestion } from '@/lib/client/code-check'
import type { PreEnrollmentCode } from '@/lib/domain/ids'
import type { KioskAction, KioskState } from './kiosk-flow'

const NOBODY_TELLS: CodeAnswer = { kind: 'open', word: 'later' }

/** Asks what is known of the code that the flow is at, once, and no longer than somebody waits for it. */
export function useCodeCheck(
  state: KioskState,
  dispatch: (action: KioskAction) => void,
  checkCode: (question: CodeQuestion, left: AbortSignal) => Promise<CodeAnswer>,
): void {
  const code = state.step === 'checking' ? state.code : null
  const ask = useEffectEvent(async (asked: PreEnrollmentCode, left: AbortSignal) => {
    const question = { code: asked, isVulnerable: state.isVulnerable }
    const answer = await checkCode(question, left).catch(() => NOBODY_TELLS)
    if (!left.aborted) dispatch({ type: 'code_checked', code: asked, answer, at: performance.now() })
  })
  useEffect(() => {
    if (code === null) return
    const gone = new AbortController()
    void ask(code, gone.signal)
    return () => gone.abort()
  }, [code])
}
