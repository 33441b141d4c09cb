import type { AgentView } from '@/lib/client/use-agent'
import type { Language } from '@/lib/domain/ids'

export type AgentPost = NonNullable<AgentView['post']>
export type CurrentTicket = NonNullable<AgentView['current']>
export type OpenStation = AgentView['openStations'][number]

export type AgentProps = AgentView & { language: Language; onLanguageChange: (language: Language) => void }
