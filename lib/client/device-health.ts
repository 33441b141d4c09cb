import type { DeviceId } from '@/lib/domain/ids'
import type { DeviceHealth } from '@/lib/protocol/console'
import type { DeviceReport } from '@/lib/protocol/sync-messages'
import { Observed, type Watched } from './observed'

export type { DeviceHealth, DeviceReport }

/** How all devices of a center are, as the server last told this console. Hand `take` to its link as `onReports`. */
export class DeviceHealths {
  readonly #reports = new Observed<ReadonlyMap<DeviceId, DeviceReport>>(new Map())

  /** Without those that the server has not heard since its start. */
  get reports(): Watched<ReadonlyMap<DeviceId, DeviceReport>> {
    return this.#reports
  }

  // Arrow function: it is handed on without its object.
  readonly take = (reports: readonly DeviceReport[]): void => {
    this.#reports.set(new Map(reports.map(report => [report.device, report])))
  }
}
