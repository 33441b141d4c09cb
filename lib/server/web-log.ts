import pino, { type Logger } from 'pino'

export type WebLog = Pick<Logger, 'error' | 'warn' | 'info'>

/**
 * Where the web app's routes tell what went wrong: ids of devices and reasons, and nothing of a citizen. Only of a command that
 * could not be audited the whole entry stands here, with who gave it.
 */
export function openWebLog(level: string): WebLog {
  return pino({ level, base: { program: 'web' } })
}
