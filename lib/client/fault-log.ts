export type OnFault = (what: string, fault: unknown) => void

/**
 * Where a fault in the background is told. A device in a center has no log server of its own: the console is what a
 * technician opens, and Chromium's kiosk mode writes it to a file.
 */
export const reportFault: OnFault = (what, fault) => {
  // biome-ignore lint/suspicious/noConsole: reason: see above, this is the one place of the client that logs
  console.error(`guichet: ${what}`, fault)
}
