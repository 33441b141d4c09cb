'use client'

import { Component, type ReactNode } from 'react'
import { reportFault } from '@/lib/client/fault-log'
import type { DurationMs } from '@/lib/domain/ids'
import { Interrupted } from './interrupted'

/** Until then the next event has often changed what could not be drawn. */
const TRY_AGAIN_MS: DurationMs = 10_000

type DisplayGuardProps = { timeZone: string; children: ReactNode }

/** A picture that fails takes neither the queue nor the voice with it: a calm screen stands there, and it is tried again. */
export class DisplayGuard extends Component<DisplayGuardProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }
  #timer: ReturnType<typeof setTimeout> | undefined

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override componentDidCatch(fault: unknown): void {
    reportFault('draw the display', fault)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.setState({ hasFailed: false }), TRY_AGAIN_MS)
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#timer)
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Interrupted timeZone={this.props.timeZone} /> : this.props.children
  }
}
