'use client'

import { useTranslations } from 'use-intl'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { AgentId } from '@/lib/domain/ids'
import { fullName } from './agent-header'

/** Who holds a station, in words; also when the catalogue has him no more. */
export function useHolderName({ catalogue }: { readonly catalogue: Catalogue }): (agent: AgentId | null) => string {
  const t = useTranslations('staff')
  return agent => {
    const member = catalogue.agents.find(({ id }) => id === agent)
    return member ? fullName(member) : t('somebody')
  }
}
