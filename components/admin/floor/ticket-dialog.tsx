'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/admin/ui/confirm-dialog'
import { DialogBody, DialogButtons, DialogFrame } from '@/components/admin/ui/dialog-frame'
import { ProblemLine } from '@/components/admin/ui/problem-line'
import { type Sending, useSending } from '@/components/admin/ui/use-sending'
import type { CenterWords } from '@/components/agent/center-words'
import { Button } from '@/components/ui/button'
import type { CancelCode, ConsoleCommand } from '@/lib/client/console'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Ticket } from '@/lib/domain/ticket'
import { ActionButton, type FloorActs } from './floor-action'

type TicketDialogProps = {
  ticket: Ticket
  catalogue: Catalogue
  words: CenterWords
  acts: FloorActs
  /** By the rules of the queue, as they are known here. */
  isAllowed: (command: ConsoleCommand) => boolean
  onClose: () => void
}

const CANCEL_CODES = ['left_by_citizen', 'removed_by_staff', 'void_misprint'] as const
const GRANTED_ON = ['proof_seen', 'supervisor', 'other'] as const

/** One ticket, and what may be done with it now: one touch more does it, or asks. */
export function TicketDialog({ ticket, catalogue, words, acts, isAllowed, onClose }: TicketDialogProps) {
  const t = useTranslations('floor')
  const sending = useSending()
  const [cancelling, setCancelling] = useState<CancelCode | null>(null)
  const { id, number } = ticket
  const offered = offersFor(ticket, catalogue).filter(isAllowed)
  function send(command: ConsoleCommand) {
    if (command.kind === 'cancel_ticket') return setCancelling(command.code)
    void sending.send(
      () => acts.send(command),
      () => doneWith(command),
    )
  }
  function doneWith({ kind }: ConsoleCommand) {
    acts.done(kind)
    onClose()
  }
  return (
    <DialogFrame title={t('ticket', { number })} onClose={onClose}>
      <DialogBody>
        <ProblemLine refusal={sending.refusal} />
        <TicketLines ticket={ticket} words={words} />
        {acts.off && <p className="font-semibold text-gold-ink">{t(`off.${acts.off}`)}</p>}
        {offered.length === 0 && <p>{t('nothingToDo')}</p>}
        <Offers offered={offered} words={words} acts={acts} sending={sending} onSend={send} />
      </DialogBody>
      <DialogButtons>
        <Button tone="secondary" size="small" onPress={onClose}>
          {t('close')}
        </Button>
      </DialogButtons>
      {cancelling && (
        <ConfirmDialog
          title={t('cancelAsk', { number, code: t(`cancel.${cancelling}`) })}
          confirmLabel={t('cancelYes')}
          send={() => acts.send({ kind: 'cancel_ticket', ticket: id, code: cancelling })}
          onDone={() => doneWith({ kind: 'cancel_ticket', ticket: id, code: cancelling })}
          onClose={() => setCancelling(null)}
        >
          <p>{t('cancelHelp')}</p>
        </ConfirmDialog>
      )}
    </DialogFrame>
  )
}

/** All that a supervisor can do with a ticket, whatever its state. */
function offersFor({ id: ticket, standing }: Ticket, { services }: Catalogue): readonly ConsoleCommand[] {
  return [
    { kind: 'reopen_ticket', ticket },
    ...services.map(({ id: service }) => ({ kind: 'transfer_ticket', ticket, service }) as const),
    ...(standing.isEmergency ? [] : GRANTED_ON.map(reason => ({ kind: 'grant_emergency', ticket, reason }) as const)),
    ...CANCEL_CODES.map(code => ({ kind: 'cancel_ticket', ticket, code }) as const),
  ]
}

function TicketLines({ ticket, words }: { ticket: Ticket; words: CenterWords }) {
  const t = useTranslations('floor')
  const { state, service, checkedInAt, checkIn } = ticket
  const why = state === 'closed' ? t(`closing.${ticket.isCarried ? 'carried' : ticket.code}`) : null
  const at = 'station' in ticket ? t('station', { station: words.station(ticket.station) }) : null
  const parts = [t(`ticketState.${state}`), why, at, t('arrived', { time: words.time(checkedInAt) })]
  return (
    <div className="text-lg leading-snug">
      <p className="font-bold">{words.service(service)}</p>
      <p className="text-ink-soft">{parts.filter(Boolean).join(' · ')}</p>
      {checkIn.carriedFrom !== null && (
        <p className="text-ink-soft">{t('carriedFrom', { number: checkIn.carriedFrom })}</p>
      )}
    </div>
  )
}

type OffersProps = {
  offered: readonly ConsoleCommand[]
  words: CenterWords
  acts: FloorActs
  sending: Sending
  onSend: (command: ConsoleCommand) => void
}

function Offers({ offered, words, acts, sending, onSend }: OffersProps) {
  const t = useTranslations('floor')
  const nameOf = (command: ConsoleCommand): string => {
    if (command.kind === 'transfer_ticket') return words.service(command.service)
    if (command.kind === 'grant_emergency') return t(`grant.${command.reason}`)
    return command.kind === 'cancel_ticket' ? t(`cancel.${command.code}`) : t('reopen')
  }
  const group = (kind: ConsoleCommand['kind'], title: string, help: string) => (
    <OfferGroup key={kind} title={title} help={help}>
      {offered
        .filter(command => command.kind === kind)
        .map(command => (
          <ActionButton
            key={JSON.stringify(command)}
            off={acts.off}
            isBusy={sending.isBusy}
            tone={kind === 'cancel_ticket' ? 'alert' : 'secondary'}
            label={t('actionNamed', { group: title, name: nameOf(command) })}
            onPress={() => onSend(command)}
          >
            {nameOf(command)}
          </ActionButton>
        ))}
    </OfferGroup>
  )
  const has = (kind: ConsoleCommand['kind']) => offered.some(command => command.kind === kind)
  return (
    <>
      {has('reopen_ticket') && group('reopen_ticket', t('reopen'), t('reopenHelp'))}
      {has('transfer_ticket') && group('transfer_ticket', t('transfer'), t('transferHelp'))}
      {has('grant_emergency') && group('grant_emergency', t('grantEmergency'), t('grantHelp'))}
      {has('cancel_ticket') && group('cancel_ticket', t('cancelTicket'), t('cancelHelp'))}
    </>
  )
}

function OfferGroup({ title, help, children }: { title: string; help: string; children: ReactNode }) {
  return (
    <section className="border-line border-t pt-3">
      <h3 className="font-bold text-lg">{title}</h3>
      <p className="mb-2 text-ink-soft">{help}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </section>
  )
}
