'use client'

import { useState } from 'react'
import { Agent } from '@/components/agent/agent'
import type { ReadyDevice } from '@/lib/client/running-device'
import { useAgent } from '@/lib/client/use-agent'
import { useWorker } from '@/lib/client/worker-registration'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Language } from '@/lib/domain/ids'
import { DeviceSurface } from '../device-surface'

export function AgentSurface() {
  return (
    <DeviceSurface surface="agent">
      {(device, catalogue) => <ReadyAgent device={device} catalogue={catalogue} />}
    </DeviceSurface>
  )
}

function ReadyAgent({ device, catalogue }: { device: ReadyDevice; catalogue: Catalogue }) {
  const view = useAgent(device, catalogue)
  const [language, setLanguage] = useState<Language>('fr')
  useWorker(view.current !== null)
  return <Agent {...view} language={language} onLanguageChange={setLanguage} />
}
