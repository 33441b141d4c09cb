'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { Takeover } from '@/lib/client/agent-post'
import type { Station } from '@/lib/domain/catalogue'
import type { OpenStation } from '@/lib/domain/open-stations'
import type { AgentProps } from './agent-types'
import { useHolderName } from './shift-holder'

type ShiftTakeoverProps = AgentProps & { station: Station; takeover: Takeover; onClose: () => void }

/** What opening a station takes from somebody, by name: said before it is done. */
export function ShiftTakeover(props: ShiftTakeoverProps) {
  const { station, takeover, takePost, onClose } = props
  const t = useTranslations('staff.takeover')
  const isTaken = takeover.holder !== null
  return (
    <Sheet label={t('title', { station: station.number })} onClose={onClose}>
      <div className="flex flex-col gap-3 text-xl leading-snug">
        {takeover.holder && <Holder {...props} holder={takeover.holder} />}
        {takeover.closes.map(open => (
          <Closes key={open.station} {...props} open={open} />
        ))}
        <div className="mt-3 flex flex-wrap gap-3">
          <Button
            size="staff"
            onPress={() => {
              onClose()
              takePost(station.id)
            }}
          >
            {isTaken ? t('confirm') : t('confirmOpen')}
          </Button>
          <Button tone="secondary" className="min-h-18" onPress={onClose}>
            {t('back')}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

function Holder({ holder, station, held, staff, ...props }: ShiftTakeoverProps & { holder: OpenStation }) {
  const t = useTranslations('staff.takeover')
  const name = useHolderName(props)(holder.agent)
  const { device } = holder
  const isYours = staff.state.kind === 'open' && holder.agent === staff.state.agent
  const isHere = device === props.device
  const said = isYours ? 'holderYou' : isHere ? 'holderHere' : 'holder'
  return (
    <>
      <p>{t(said, { station: station.number, name, device })}</p>
      {!isHere && <p className="text-ink-soft">{t('citizen')}</p>}
    </>
  )
}

function Closes({ open, catalogue, staff, ...props }: ShiftTakeoverProps & { open: OpenStation }) {
  const t = useTranslations('staff.takeover')
  const name = useHolderName({ catalogue })(open.agent)
  const station = catalogue.stations.find(({ id }) => id === open.station)?.number ?? ''
  const isYours = staff.state.kind === 'open' && open.agent === staff.state.agent
  const said = !isYours ? 'closes' : open.device === props.device ? 'closesYoursHere' : 'closesYours'
  return <p>{t(said, { station, name, device: open.device })}</p>
}
