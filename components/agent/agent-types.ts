import type { AgentView } from '@/lib/client/use-agent'
import type { StaffDesk } from '@/lib/client/use-staff'
import type { VisitorCode } from '@/lib/client/use-visitor-code'
import type { Language } from '@/lib/domain/ids'

export type AgentPost = NonNullable<AgentView['post']>
export type CurrentTicket = NonNullable<AgentView['current']>
export type OpenStation = AgentView['openStations'][number]

export type AgentProps = AgentView & {
  staff: StaffDesk
  /** Of the citizen at the station; null before the server has told. */
  visitorCode?: VisitorCode | null
  language: Language
  onLanguageChange: (language: Language) => void
}
