'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Agent } from '@/lib/domain/catalogue'
import { fullName } from './agent-header'

/** Initials and name; below it what is to be said of him. */
export function AgentName({ agent, children }: { agent: Agent; children?: ReactNode }) {
  const t = useTranslations('agent')
  const initials = `${agent.firstName.charAt(0)}${agent.lastName.charAt(0)}`
  return (
    <>
      <span
        aria-hidden="true"
        className="grid size-12 shrink-0 place-items-center rounded-full bg-green-tint font-bold text-green text-lg"
      >
        {initials}
      </span>
      <span className="min-w-0 leading-tight">
        <span className="block font-bold text-lg">{fullName(agent)}</span>
        {agent.role === 'supervisor' && <span className="block">{t('supervisor')}</span>}
        {children && <span className="block text-gold-ink">{children}</span>}
      </span>
    </>
  )
}
