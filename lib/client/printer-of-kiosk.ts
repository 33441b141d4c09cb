import type { DurationMs } from '@/lib/domain/ids'
import type { EscPosPrinter } from './escpos-printer'
import type { OnFault } from './fault-log'
import { Observed, type Watched } from './observed'
import { type BrowserPrinter, FINE, type Paper, type Printer, type PrinterState, type PrintOutcome } from './printer'
import { type PrinterMemory, type PrinterSetting, USUAL_SETTING } from './printer-setting'

/** What a kiosk's printer is made of. */
export type KioskPrinterPorts = {
  readonly browser: BrowserPrinter
  readonly memory: PrinterMemory
  /** The program for printers that take bytes, loaded when one is chosen. Null where the browser cannot reach them. */
  readonly escpos: (setting: PrinterSetting, onAnswered: () => void) => Promise<EscPosPrinter | null>
  readonly onFault: OnFault
}

/** A roll that runs out between two visitors is seen before the next one comes. */
const LOOK_INTERVAL_MS: DurationMs = 30_000

const NO_PROGRAM: PrinterState = { trouble: 'error', isPaperLow: false }

/** The printer that the staff of a kiosk chose, behind one door: one paper, one look, one change after another. */
export class KioskPrinter implements Printer {
  readonly #setting = new Observed<PrinterSetting>(USUAL_SETTING)
  readonly #state = new Observed<PrinterState>(FINE)
  #escpos: EscPosPrinter | null = null
  #turn: Promise<unknown>

  constructor(private readonly ports: KioskPrinterPorts) {
    this.#turn = this.#load()
  }

  get setting(): Watched<PrinterSetting> {
    return this.#setting
  }

  get state(): Watched<PrinterState> {
    return this.#state
  }

  /** What the page must hold for the browser's printer. */
  get paper(): Watched<Paper | null> {
    return this.ports.browser.paper
  }

  print(paper: Paper): Promise<PrintOutcome> {
    return this.#inTurn(() => this.#print(paper))
  }

  /** Durable when it resolves; rejects, with nothing changed, when it could not be saved. */
  choose(chosen: Partial<Omit<PrinterSetting, 'hasAnswered'>>): Promise<void> {
    return this.#inTurn(async () => {
      const setting = { ...this.#setting.get(), ...chosen, hasAnswered: false }
      await this.ports.memory.save(setting)
      await this.#use(setting)
      await this.#look()
    })
  }

  /** Looks after the printer, now and then; returns how to stop that and let go of it. */
  start(): () => void {
    const look = () => void this.#inTurn(() => this.#look())
    look()
    const timer = setInterval(look, LOOK_INTERVAL_MS)
    return () => {
      clearInterval(timer)
      void this.#inTurn(async () => this.#escpos?.close())
    }
  }

  async #load(): Promise<void> {
    await this.#use(await this.ports.memory.load())
  }

  /** Never rejects. Without its program nothing is printed, and the state says so until it is loaded after all. */
  async #use(setting: PrinterSetting): Promise<void> {
    await this.#escpos?.close()
    this.#escpos = null
    this.#setting.set(setting)
    if (setting.road !== 'browser') this.#escpos = await this.#program(setting)
    this.#setState(setting.road === 'browser' || this.#escpos ? FINE : NO_PROGRAM)
  }

  async #program(setting: PrinterSetting): Promise<EscPosPrinter | null> {
    try {
      return await this.ports.escpos(setting, () => this.#noteAnswered(setting))
    } catch (fault) {
      this.ports.onFault('load the printer program', fault)
      return null
    }
  }

  get #isProgramMissing(): boolean {
    return this.#setting.get().road !== 'browser' && !this.#escpos
  }

  #noteAnswered(setting: PrinterSetting): void {
    const answered = { ...setting, hasAnswered: true }
    this.#setting.set(answered)
    this.ports.memory.save(answered).catch(fault => this.ports.onFault('printer setting', fault))
  }

  async #print(paper: Paper): Promise<PrintOutcome> {
    const { road } = this.#setting.get()
    if (this.#isProgramMissing) await this.#use(this.#setting.get())
    const isBytes = road !== 'browser'
    const outcome = isBytes ? await this.#printBytes(paper) : await this.ports.browser.print(paper)
    const trouble = outcome.kind === 'failed' ? outcome.reason : null
    this.#setState({ trouble, isPaperLow: trouble === null && this.#state.get().isPaperLow })
    return outcome
  }

  async #printBytes(paper: Paper): Promise<PrintOutcome> {
    return (await this.#escpos?.print(paper)) ?? { kind: 'failed', reason: 'error' }
  }

  async #look(): Promise<void> {
    if (this.#isProgramMissing) await this.#use(this.#setting.get())
    const state = await this.#escpos?.look()
    if (state) this.#setState(state)
  }

  #setState(state: PrinterState): void {
    const known = this.#state.get()
    if (known.trouble !== state.trouble || known.isPaperLow !== state.isPaperLow) this.#state.set(state)
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(work)
    // reason: whoever asked is told; the next in turn goes on
    this.#turn = done.catch(() => undefined)
    return done
  }
}
