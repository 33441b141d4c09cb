'use client'

import { useEffect, useState } from 'react'
import { Agent } from '@/components/agent/agent'
import type { OnBusyChange } from '@/lib/client/busy'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useAgent } from '@/lib/client/use-agent'
import { useNow } from '@/lib/client/use-now'
import { useLeftAlone, useStaff } from '@/lib/client/use-staff'
import { useVisitorCode } from '@/lib/client/use-visitor-code'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Language } from '@/lib/domain/ids'
import { DeviceSurface } from '../device-surface'

export function AgentSurface() {
  return (
    <DeviceSurface surface="agent">
      {(device, catalogue, onBusyChange) => <ReadyAgent {...{ device, catalogue, onBusyChange }} />}
    </DeviceSurface>
  )
}

type ReadyAgentProps = { device: ReadyDevice; catalogue: Catalogue; onBusyChange: OnBusyChange }

function ReadyAgent({ device, catalogue, onBusyChange }: ReadyAgentProps) {
  const now = useNow()
  const staff = useStaff(device, catalogue, now)
  const { state } = staff
  const view = useAgent(device, catalogue, state.kind === 'open' ? state.agent : null)
  const [language, setLanguage] = useState<Language>('fr')
  const isServing = view.held?.hasCitizen ?? false
  useLeftAlone(staff, isServing, now)
  const isBusy = isServing || state.kind === 'password_due' || state.kind === 'pin_due'
  useEffect(() => onBusyChange(isBusy ? 'work' : null), [isBusy, onBusyChange])
  const visitorCode = useVisitorCode(device, view.current)
  return <Agent {...view} visitorCode={visitorCode} staff={staff} language={language} onLanguageChange={setLanguage} />
}
