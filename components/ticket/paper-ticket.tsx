'use client'

import type { Paper } from '@/lib/client/printer'
import type { PaperWidth } from '@/lib/client/printer-setting'
import type { QrCode } from '@/lib/client/qr-code'
import { type TicketWords, type TurnWords, ticketWords } from '@/lib/client/ticket-words'
import { QrImage } from './qr-image'

/** A longer number is narrowed, never lowered: 20 mm high is what an elderly person reads at arm’s length. */
const CHARACTERS_AT_FULL_WIDTH: Readonly<Record<PaperWidth, number>> = { 80: 4, 58: 2.65 }
const CHARACTERS_BESIDE_SIGN = 3.3

type Part = { words: TicketWords; width: PaperWidth }

/**
 * The ticket on paper: no name, nothing on the screen, black on white only. `app/globals.css` gives each paper its page.
 * At the right a browser cuts off the fraction of a pixel by which a page of millimetres is wider than its pixels.
 */
export function PaperTicket({ paper, width }: { paper: Paper; width: PaperWidth }) {
  const words = ticketWords(paper)
  return (
    <article
      lang={paper.language}
      data-paper={width === 58 && isLong(words) ? '58-long' : width}
      className={`hidden w-full flex-col px-[0.5mm] items-center text-center text-black leading-[1.25] print:flex ${width === 80 ? 'text-[3.6mm]' : 'text-[3.3mm]'}`}
    >
      <Head words={words} width={width} />
      <NumberLine words={words} width={width} />
      <Turn words={words.turn} width={width} />
      <Foot words={words} width={width} qr={paper.qr} />
    </article>
  )
}

/** More to say than the usual: a narrow paper then takes a longer page, and saves the paper on all others. */
function isLong({ stamp, turn }: TicketWords): boolean {
  return stamp !== null || (turn.kind === 'waits' && (turn.closing ?? turn.unserved ?? turn.station) !== null)
}

function Head({ words, width }: Part) {
  return (
    <header className="w-full">
      {words.stamp && (
        <p className="mb-[1.5mm] border-[0.5mm] border-black py-[0.6mm] font-bold text-[4.4mm] tracking-[0.18em]">
          {words.stamp}
        </p>
      )}
      <p className={`text-balance font-bold ${width === 80 ? 'text-[4.2mm]' : 'text-[3.8mm]'}`}>{words.center}</p>
      <div className="mt-[1mm] flex items-center border-black border-t-[0.3mm] pt-[1mm]">
        <div className="min-w-0 flex-1">
          <p className={`text-balance font-bold leading-[1.15] ${width === 80 ? 'text-[5.4mm]' : 'text-[4.4mm]'}`}>
            {words.service}
          </p>
          <p lang={words.otherLanguage} className="text-[3.4mm]">
            {words.otherService}
          </p>
        </div>
        {width === 58 && words.priority && <Sign width={width}>{words.priority}</Sign>}
      </div>
    </header>
  )
}

/** The number, and with it a letter that staff know and nobody can read a reason from. A narrow number has no room for it. */
function NumberLine({ words: { number, priority }, width }: Part) {
  const isBesideSign = width === 80 && priority !== null
  const room = isBesideSign ? CHARACTERS_BESIDE_SIGN : CHARACTERS_AT_FULL_WIDTH[width]
  return (
    <div className="mt-[1mm] flex w-full items-center">
      <div className="flex min-w-0 flex-1 justify-center">
        <p
          style={{ transform: `scaleX(${Math.min(1, room / number.length)})` }}
          className="shrink-0 font-extrabold text-[30mm] leading-[0.86] tracking-tight"
        >
          {number}
        </p>
      </div>
      {isBesideSign && <Sign width={width}>{priority}</Sign>}
    </div>
  )
}

function Sign({ children, width }: { children: string; width: PaperWidth }) {
  return (
    <p
      className={`grid shrink-0 place-items-center border-[0.6mm] border-black font-extrabold leading-none ${width === 80 ? 'size-[9mm] text-[6.5mm]' : 'size-[7mm] text-[5mm]'}`}
    >
      {children}
    </p>
  )
}

/** What comes next: his turn, or the way to the station that calls him. */
function Turn({ words, width }: { words: TurnWords; width: PaperWidth }) {
  if (words.kind === 'said')
    return (
      <section className="mt-[2.5mm] w-full border-black border-y-[0.3mm] py-[2mm] font-bold text-[4.6mm]">
        {words.text}
      </section>
    )
  const { ahead, mayChange, wait, station, unserved, closing } = words
  return (
    <section className="mt-[1.5mm] w-full border-black border-y-[0.3mm] py-[1.5mm]">
      <p>
        <strong className={width === 80 ? 'text-[4mm]' : 'block text-[3.5mm]'}>{ahead}</strong>{' '}
        <span className="text-[3mm]">{mayChange}</span>
      </p>
      <p>{wait}</p>
      {station && <p>{station}</p>}
      {unserved && <p className="text-balance">{unserved}</p>}
      {closing && <p className="mt-[1mm] text-balance font-bold">{closing}</p>}
    </section>
  )
}

function Foot({ words, width, qr }: Part & { qr: QrCode | null }) {
  return (
    <footer className="mt-[1.5mm] w-full">
      <div className={`flex items-center ${width === 80 ? 'gap-[2.5mm]' : 'flex-col gap-[1.5mm]'}`}>
        <div
          className={`flex flex-1 flex-col gap-[0.5mm] text-[3.3mm] leading-[1.12] ${width === 80 ? 'text-left' : 'text-center'}`}
        >
          {words.next && <p className="font-bold">{words.next}</p>}
          <p>{words.absence}</p>
          {words.follow && <p className="text-[3mm]">{words.follow}</p>}
        </div>
        {qr && words.follow && (
          <QrImage
            code={qr}
            label={words.follow}
            className={width === 80 ? 'size-[19mm] shrink-0' : 'size-[20mm] shrink-0'}
          />
        )}
      </div>
      <p
        className={`mt-[1.5mm] flex flex-wrap gap-x-[3mm] border-black border-t-[0.3mm] pt-[1.5mm] text-[3.2mm] tabular ${width === 80 ? 'justify-between' : 'justify-center'}`}
      >
        <span>{words.issued}</span>
        <span>{words.kiosk}</span>
        {words.code && <span>{words.code}</span>}
      </p>
    </footer>
  )
}
