'use client'

import { Later } from '@/components/device/later'
import { BothLanguages } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import type { AgentPost, AgentProps } from './agent-types'

const loadWorkplace = async () => (await import('./workplace')).Workplace

/** The workplace, whose program a tablet loads when somebody is at his station: the lock and the sign-in do without. */
export function WorkplaceLater(props: AgentProps & { post: AgentPost }) {
  return <Later load={loadWorkplace} props={props} whenFailed={<Reload />} />
}

function Reload() {
  return (
    <Button tone="secondary" size="notice" onPress={() => location.reload()}>
      <span>
        <BothLanguages className="block">{t => t('device.reload')}</BothLanguages>
      </span>
    </Button>
  )
}
