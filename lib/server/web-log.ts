import pino, { type Logger } from 'pino'

export type WebLog = Pick<Logger, 'error' | 'warn' | 'info'>

/** Where the web app's routes tell what went wrong: ids of devices and reasons, and nothing else of a request. */
export function openWebLog(level: string): WebLog {
  return pino({ level, base: { program: 'web' } })
}
