'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { CodeCamera } from '@/lib/client/code-camera'
import { servicesOffered } from '@/lib/client/services-offered'
import type { Service } from '@/lib/domain/catalogue'
import type { ServiceId } from '@/lib/domain/ids'
import { unreachable } from '@/lib/domain/result'
import { CheckingScreen } from './checking-screen'
import { ClosedNotice } from './closed-notice'
import { CodeScreen } from './code-screen'
import { ConfirmScreen } from './confirm-screen'
import type { KioskMove, KioskState } from './kiosk-flow'
import { KioskFooter } from './kiosk-footer'
import { KioskFrame, type KioskSplit } from './kiosk-frame'
import { KioskHeading } from './kiosk-heading'
import { ticketShownMs } from './kiosk-times'
import type { KioskProps } from './kiosk-types'
import { RefusedScreen } from './refused-screen'
import { ReprintOffer } from './reprint-offer'
import { ServiceScreen } from './service-screen'
import { TicketSaid, TicketTouched } from './ticket-screen'
import { waitSpan } from './wait-span'
import { WelcomeSaid, WelcomeTouched } from './welcome-screen'

type KioskScreenProps = KioskProps & {
  state: KioskState
  /** Null where no code can be read by one. */
  camera: CodeCamera | null
  send: (move: KioskMove) => void
  onTake: () => void
}

/** The screen of the current step: what it says, and what can be touched. */
export function KioskScreen(props: KioskScreenProps) {
  const { catalogue, status, state } = props
  return (
    <KioskFrame
      split={splitOf(state)}
      center={catalogue.center}
      status={status}
      said={<Said key={state.step} {...props} />}
      footer={<KioskFooter {...props} />}
    >
      <Touched {...props} />
    </KioskFrame>
  )
}

function splitOf({ step }: KioskState): KioskSplit {
  if (step === 'welcome') return 'welcome'
  return step === 'ticket' ? 'answer' : 'question'
}

function Said({ catalogue, waitingCount, outlooks, state }: KioskScreenProps): ReactNode {
  const t = useTranslations('kiosk')
  switch (state.step) {
    case 'welcome':
      return (
        <WelcomeSaid center={catalogue.center} waitingCount={waitingCount} wait={waitSpan([...outlooks.values()])} />
      )
    case 'code':
      return <KioskHeading step={1} title={t('codeTitle')} help={t('codeHelp')} />
    case 'checking':
      return <KioskHeading step={1} title={t('checkingTitle')} help={t('checkingHelp')} />
    case 'service':
      return <KioskHeading step={2} title={t('serviceTitle')} help={t('serviceHelp')} />
    case 'confirm':
    case 'issuing':
      return state.held !== null ? (
        <KioskHeading step={3} title={t('hasTicket')} help={t('hasTicketHelp')} />
      ) : (
        <KioskHeading step={3} title={t('confirmTitle')} help={t('confirmHelp')} />
      )
    case 'ticket':
      return <TicketSaid given={state.given} service={serviceOf(catalogue.services, state.service)} />
    case 'refused':
      return (
        <KioskHeading
          step={null}
          title={t(typeof state.refusal === 'object' ? 'codeAnswerTitle' : 'refusedTitle')}
          help=""
        />
      )
    default:
      return unreachable(state)
  }
}

function Touched(props: KioskScreenProps): ReactNode {
  const { catalogue, estimate, today, state, camera, door, send, onTake, unprinted, onReprint } = props
  switch (state.step) {
    case 'welcome': {
      const closed = door(null)
      const { scanned } = state
      return (
        <>
          {closed ? (
            <ClosedNotice refusal={closed} center={catalogue.center} today={today} />
          ) : (
            <WelcomeTouched scanned={scanned} onChoose={language => send({ type: 'language_chosen', language })} />
          )}
          <ReprintOffer unprinted={unprinted} onReprint={onReprint} />
        </>
      )
    }
    case 'code':
      return <CodeScreen entry={state.entry} camera={camera} send={send} />
    case 'checking':
      return <CheckingScreen code={state.code} />
    case 'service':
      return (
        <ServiceScreen
          services={servicesOffered(catalogue)}
          isVulnerable={state.isVulnerable}
          onPriority={() => send({ type: 'priority_touched', foretold: null })}
          onChoose={service =>
            send({
              ...{ type: 'service_chosen', service, door: door(service) },
              foretold: estimate({ service, isVulnerable: state.isVulnerable }),
            })
          }
        />
      )
    case 'confirm':
    case 'issuing':
      return (
        <ConfirmScreen
          catalogue={catalogue}
          service={serviceOf(catalogue.services, state.service)}
          state={state}
          onPriority={() => {
            const { service, isVulnerable } = state
            send({ type: 'priority_touched', foretold: estimate({ service, isVulnerable: !isVulnerable }) })
          }}
          onTake={onTake}
        />
      )
    case 'ticket':
      return (
        <TicketTouched
          center={catalogue.center}
          given={state.given}
          shownMs={ticketShownMs(state)}
          onDone={() => send({ type: 'started_over', today })}
        />
      )
    case 'refused':
      return (
        <RefusedScreen
          refusal={state.refusal}
          center={catalogue.center}
          today={today}
          onCorrectCode={() => send({ type: 'code_reopened' })}
          onWithoutCode={() => send({ type: 'code_skipped' })}
          onBack={() => send({ type: 'went_back' })}
          onStartOver={() => send({ type: 'started_over', today })}
        />
      )
    default:
      return unreachable(state)
  }
}

/** A service that left the catalogue under the visitor's finger has no name; its check-in will be refused. */
function serviceOf(services: readonly Service[], id: ServiceId): Service | undefined {
  return services.find(service => service.id === id)
}
