'use client'

import { useEffect, useState } from 'react'
import { Agent } from '@/components/agent/agent'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useAgent } from '@/lib/client/use-agent'
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

type ReadyAgentProps = { device: ReadyDevice; catalogue: Catalogue; onBusyChange: (busy: boolean) => void }

function ReadyAgent({ device, catalogue, onBusyChange }: ReadyAgentProps) {
  const view = useAgent(device, catalogue)
  const [language, setLanguage] = useState<Language>('fr')
  const isBusy = view.current !== null
  useEffect(() => onBusyChange(isBusy), [isBusy, onBusyChange])
  return <Agent {...view} language={language} onLanguageChange={setLanguage} />
}
